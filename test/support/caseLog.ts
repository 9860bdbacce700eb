import { createHash } from 'node:crypto';
import { fieldsOf } from '../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { askArchive } from '../../src/domain/patient/archive.ts';
import { changeCase } from '../../src/domain/patient/changeCase.ts';
import { NO_CHANGES } from '../../src/domain/patient/commands.ts';
import { deleteCase } from '../../src/domain/patient/deleteCase.ts';
import type { PatientEvent, Values } from '../../src/domain/patient/events.ts';
import { registerCase } from '../../src/domain/patient/registerCase.ts';
import { evolve, initialState, type PatientState } from '../../src/domain/patient/state.ts';
import { switchCase } from '../../src/domain/patient/switchCase.ts';
import { encode, type Tail } from '../../src/eventstore/encode.ts';
import { NO_STREAM, type EventStore } from '../../src/eventstore/port.ts';
import { createRandom, type Random } from './random.ts';

/** Patients who are in the house at the same time: their events lie between each other's in the log. */
const OPEN_CASES = 64;
const MINUTE_MS = 60_000;
/** Thirty cases a day, for some two years; then those years again. */
const EVERY_MINUTES = 48;
const CASES = 20_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const REGISTERED_MILESTONES = 2;
const LATER_MILESTONES = 7;
const CLIENTS = ['web', 'android', 'wristband'] as const;

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const milestonesOf = new Map<CaseTypeName, readonly string[]>(
  CASE_TYPE_NAMES.map((name) => [
    name,
    fieldsOf(name)
      .filter(({ milestone }) => milestone)
      .map(({ path }) => path),
  ]),
);

/** The same UUID in every run. */
const uuidOf = (text: string): string => {
  const hex = createHash('md5').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
};

const chosen = (paths: readonly string[], count: number, random: Random): readonly string[] => {
  const rest = [...paths];
  return Array.from({ length: count }, () => rest.splice(random.integer(rest.length), 1)[0] ?? '').filter(Boolean);
};

/** What people do to one case after it was opened: a scan, a form, a correction, now and then a switch or a deletion. */
type Command = (state: PatientState) => readonly PatientEvent[];

const changing =
  (values: Values): Command =>
  (state) =>
    state.current ? changeCase({ reference: state.current, changes: { ...NO_CHANGES, values } }, state) : [];

const deleting: Command = (state) => (state.current ? deleteCase(state.current, state) : []);

const switching =
  (caseId: number): Command =>
  (state) => {
    const from = state.current;
    if (!from) return [];
    const caseType = from.caseType === 'basic' ? 'toxic' : 'basic';
    return switchCase({ from, to: { caseType, caseId } }, state);
  };

const ending = (id: number, random: Random): readonly Command[] => {
  if (random.chance(0.02)) return [deleting];
  if (random.chance(0.03)) return [switching(10_000_000 + id)];
  return random.chance(0.5) ? [(state) => askArchive({}, state)] : [];
};

interface Opened {
  readonly id: number;
  readonly caseType: CaseTypeName;
  /** Milliseconds since 1970. */
  readonly onset: number;
}

const registering = ({ id, caseType, onset }: Opened, paths: readonly string[], random: Random): Command => {
  const values: Values = {
    'patient.name': `${random.pick(['王', '李', '张', '刘'])}${String.fromCharCode(0x4e00 + random.integer(2_000))}`,
    'patient.pat_med_card': `c${id}`,
    'patient.wristlet': `w${id}`,
    'patient.gender': random.pick(['1', '2']),
    'patient.come_from': random.pick(['1', '2', '3', '4']),
    'patient.illness_grade': random.pick(['1', '2', '3', '4']),
    ...Object.fromEntries(paths.map((path, at) => [path, instant(onset + at * 7 * MINUTE_MS)])),
  };
  const changes = { ...NO_CHANGES, values };
  return (state) => registerCase({ patientId: id, caseType, caseId: id, createdTime: instant(onset), changes }, state);
};

const commandsOf = (opened: Opened, random: Random): readonly Command[] => {
  const { id, caseType, onset } = opened;
  const paths = chosen(milestonesOf.get(caseType) ?? [], REGISTERED_MILESTONES + LATER_MILESTONES, random);
  const [early, late] = [paths.slice(0, REGISTERED_MILESTONES), paths.slice(REGISTERED_MILESTONES)];
  const later = late.map((path, at): Command => {
    const time = instant(onset + (20 + 11 * at + random.integer(10)) * MINUTE_MS);
    return changing({ [path]: time, ...(at === 3 && { 'patient.age': 20 + random.integer(70) }) });
  });
  const corrected = changing({ [late[0] ?? '']: instant(onset + 19 * MINUTE_MS) });
  const registered = registering(opened, early, random);
  return [registered, ...later, ...(random.chance(0.3) ? [corrected] : []), ...ending(id, random)];
};

const writeCase = async (store: EventStore, id: number): Promise<number> => {
  const random = createRandom(id);
  const stream = `patient-${id}`;
  const onset = FIRST_DAY + ((id % CASES) * EVERY_MINUTES + random.integer(EVERY_MINUTES)) * MINUTE_MS;
  let state = initialState();
  let tail: Tail = { revision: NO_STREAM };
  const caseType = random.pick<CaseTypeName>(['apoplexy', 'chestpain', 'trauma', 'basic', 'toxic', 'gib']);
  for (const [at, command] of commandsOf({ id, caseType, onset }, random).entries()) {
    const facts = command(state);
    const causationId = uuidOf(`${id} ${at}`);
    const client = random.pick(CLIENTS);
    const origin = { user: `医生${random.integer(40)}`, client, correlationId: causationId, causationId };
    const now = new Date(onset + (5 + 13 * at) * MINUTE_MS);
    const encoded = encode(facts, { stream, tail, origin, now });
    if (facts.length > 0) await store.append(stream, encoded.events, tail.revision);
    state = facts.reduce((before, fact) => evolve(before, fact), state);
    tail = encoded.tail;
  }
  return tail.revision + 1;
};

/**
 * Fills the log with cases of all six types as people enter them, some 12 events each in some 9 requests, through the
 * domain's own decisions; the same cases in every run.
 * @param from the first patient's id
 * @returns how many events were written, at least as many as wanted, and the last patient's id
 */
export const writeCases = async (
  store: EventStore,
  { from, events }: { readonly from: number; readonly events: number },
): Promise<{ readonly events: number; readonly last: number }> => {
  let [written, next] = [0, from];
  const work = async (): Promise<void> => {
    while (written < events) {
      const id = next;
      next += 1;
      const count = await writeCase(store, id);
      written += count;
    }
  };
  await Promise.all(Array.from({ length: OPEN_CASES }, work));
  return { events: written, last: next - 1 };
};
