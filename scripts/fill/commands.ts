import { isMilestone } from '../../src/domain/catalogue/catalogue.ts';
import { changeCase } from '../../src/domain/patient/changeCase.ts';
import { NO_CHANGES } from '../../src/domain/patient/commands.ts';
import { deleteCase, restoreCase } from '../../src/domain/patient/deleteCase.ts';
import type { CaseReference, FieldValue } from '../../src/domain/patient/events.ts';
import { registerCase } from '../../src/domain/patient/registerCase.ts';
import { switchCase } from '../../src/domain/patient/switchCase.ts';
import type { Actor } from '../../src/domain/shared/actor.ts';
import { isoOf } from '../../src/domain/shared/times.ts';
import { archive } from './archive.ts';
import type { FillCommand } from './recordCase.ts';
import type { Story } from './story.ts';
import type { Visit } from './toldVisit.ts';

const NURSES = ['陈护士', '林护士', '黄护士', '吴护士'];
const DOCTORS = ['张医生', '李医生', '王医生', '赵医生', '刘医生'];

const actor = (user: string | undefined, client: Actor['client']): Actor => ({ user: user ?? 'demo', client });

type Part = 'arrival' | 'emergency' | 'discharge';

const ARRIVAL =
  /^(patient\.(?!leave_hospital|inside_roadmap|disease_evalute|other_info|precpr|inside_rescue|inpatient)|call_time|send_|car_|arrive_scene|leave_scene|assist_examination\.(hospital_arrive|triage|register)|vital_signs\.(?!ecg|collect))/;
const DISCHARGE =
  /^(patient\.(leave_hospital|inpatient)|assist_examination\.(into_hospital|get_cert)|nihss_discharge|toast|special_treat\.out|patient\.inside_roadmap\.chestpain_outcome)/;

const PARTS = new Map<string, Part>();

const partOf = (path: string): Part => {
  const known = PARTS.get(path);
  if (known) return known;
  const part = ARRIVAL.test(path) ? 'arrival' : DISCHARGE.test(path) ? 'discharge' : 'emergency';
  PARTS.set(path, part);
  return part;
};

/** What was said, by the occasion on which somebody entered it: times apart from the rest. */
type Entries = Readonly<
  Record<Part, { readonly milestones: Record<string, FieldValue>; readonly fields: Record<string, FieldValue> }>
>;

const entriesOf = ({ values }: Story): Entries => {
  const entries: Entries = {
    arrival: { milestones: {}, fields: {} },
    emergency: { milestones: {}, fields: {} },
    discharge: { milestones: {}, fields: {} },
  };
  for (const [path, value] of Object.entries(values)) {
    entries[partOf(path)][isMilestone(path) ? 'milestones' : 'fields'][path] = value;
  }
  return entries;
};

const register = ({ story, numbers }: Visit, { arrival }: Entries): FillCommand => {
  const changes = { ...NO_CHANGES, values: { ...arrival.milestones, ...arrival.fields } };
  const reference = numbers.before ?? numbers.case;
  const command = { ...reference, patientId: numbers.patientId, createdTime: isoOf(story.createdMs), changes };
  return {
    actor: actor(story.random.pick(NURSES), story.find('call_time') === undefined ? 'web' : 'android'),
    decide: (state) => registerCase(command, state),
  };
};

const change = (by: Actor, reference: CaseReference, changes: Partial<typeof NO_CHANGES>): FillCommand => ({
  actor: by,
  decide: (state) => changeCase({ reference, changes: { ...NO_CHANGES, ...changes } }, state),
});

/** Times come from wristbands and phones, the rest from a desk. */
const treat = ({ story, numbers }: Visit, { emergency, discharge }: Entries): readonly FillCommand[] => {
  const { random, ecg } = story;
  const nurse = actor(random.pick(NURSES), random.chance(0.6) ? 'wristband' : 'android');
  const doctor = actor(random.pick(DOCTORS), 'web');
  return [
    change(nurse, numbers.case, { values: emergency.milestones }),
    change(doctor, numbers.case, { values: emergency.fields, ecg }),
    change(doctor, numbers.case, { values: { ...discharge.milestones, ...discharge.fields } }),
  ];
};

const correct = ({ story, numbers }: Visit): readonly FillCommand[] => {
  const { random, values } = story;
  if (!random.chance(0.08)) return [];
  const path = random.pick(Object.keys(values).filter(isMilestone)) ?? '';
  const at = values[path];
  if (typeof at !== 'string') return [];
  const corrected = Date.parse(at) + Math.round(random.skewed(1, 20)) * 60_000 * (random.chance(0.5) ? 1 : -1);
  const by = actor(random.pick(DOCTORS), 'web');
  return [change(by, numbers.case, { values: { [path]: random.chance(0.1) ? null : isoOf(corrected) } })];
};

const switchType = ({ story, numbers }: Visit): readonly FillCommand[] => {
  const { before, case: to } = numbers;
  if (!before) return [];
  const by = actor(story.random.pick(DOCTORS), 'web');
  return [{ actor: by, decide: (state) => switchCase({ from: before, to }, state) }];
};

const remove = ({ story, numbers }: Visit): readonly FillCommand[] => {
  const { random } = story;
  if (!random.chance(0.01)) return [];
  const by = actor(random.pick(DOCTORS), 'web');
  const gone: FillCommand = { actor: by, decide: (state) => deleteCase(numbers.case, state) };
  const back: FillCommand = { actor: by, decide: (state) => restoreCase(numbers.case, state) };
  return random.chance(0.35) ? [gone, back] : [gone];
};

/** Everything that was done about a visit, in order: registered, maybe under a wrong type, treated, corrected, archived. */
export const commandsOf = (visit: Visit): readonly FillCommand[] => {
  const removal = remove(visit);
  const entries = entriesOf(visit.story);
  return [
    register(visit, entries),
    ...switchType(visit),
    ...treat(visit, entries),
    ...correct(visit),
    ...removal,
    ...(removal.length === 0 ? archive(visit) : []),
  ];
};
