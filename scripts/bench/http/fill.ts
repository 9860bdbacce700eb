import { pino } from 'pino';
import { createConsole } from '../../../src/app/console.ts';
import { openEventStore } from '../../../src/app/openEventStore.ts';
import { showProgress } from '../../../src/app/import/progress.ts';
import { changeCase } from '../../../src/domain/patient/changeCase.ts';
import { NO_CHANGES } from '../../../src/domain/patient/commands.ts';
import type { Values } from '../../../src/domain/patient/events.ts';
import { registerCase } from '../../../src/domain/patient/registerCase.ts';
import { isoOf } from '../../../src/domain/shared/times.ts';
import type { DraftCase } from '../../fill/draftCase.ts';
import { fillStore, type Filled } from '../../fill/fillStore.ts';
import { seededRandom, seedOf } from '../../fill/seededRandom.ts';

const MINUTE_MS = 60_000;
const MINUTES = 60 * 24 * 350;
const FIRST_DAY = Date.UTC(2025, 11, 1);
const SEED = 1;
const KINDS = { created: 1, rest: 2 } as const;
const ACTOR = { user: 'bench', client: 'cli' } as const;

const given = (path: string, value: Values[string] | undefined): Values =>
  value === undefined ? {} : { [path]: value };

/** Minutes after the first day; over the peer's 350 days. */
const createdMinute = (id: number): number => seededRandom(seedOf(SEED, KINDS.created, id)).below(MINUTES);

/** What the peer has, with the same values as often. */
const peerValues = (id: number, onset: number, needleMinutes: number): Values => {
  const { pick } = seededRandom(seedOf(SEED, KINDS.rest, id));
  const treatment = pick([429, 430, undefined]);
  return {
    'patient.name': `p${id % 5000}`,
    'patient.wristlet': String(id),
    'patient.pat_med_card': `c${id}`,
    'patient.illness_grade': pick(['1', '2', '3', '4']) ?? '4',
    ...given('patient.gender', pick(['1', '2', undefined])),
    ...given('patient.come_from', pick(['1', '2', '3', '4'])),
    ...given('treatment_type', treatment === undefined ? undefined : [treatment]),
    'patient.disease_time': isoOf(onset),
    'assist_examination.hospital_arrive_time': isoOf(onset + 30 * MINUTE_MS),
    'thrombolysis.medication_time': isoOf(onset + (30 + needleMinutes) * MINUTE_MS),
  };
};

/** A real record has more: the steps in between, of which the peer has no column. Minutes after the arrival. */
const STEPS = {
  'assist_examination.triage_time': 2,
  'assist_examination.register_time': 4,
  'assist_examination.ask_nerve_huizhen_time': 3,
  'assist_examination.first_nerve_recieve_time': 6,
  'assist_examination.blood_time': 8,
  'assist_examination.blood_report_time': 35,
  'assist_examination.ct_scan_time': 15,
  'thrombolysis.talking_time': 17,
  'thrombolysis.sign_time': 19,
} as const;

const stepValues = (onset: number): Values =>
  Object.fromEntries(Object.entries(STEPS).map(([path, minutes]) => [path, isoOf(onset + (30 + minutes) * MINUTE_MS)]));

const draft = (id: number): DraftCase => {
  const onset = FIRST_DAY + createdMinute(id) * MINUTE_MS;
  const needleMinutes = 20 + seededRandom(seedOf(SEED, KINDS.rest, -id)).below(100);
  const reference = { caseType: 'apoplexy', caseId: id } as const;
  const registered = {
    ...reference,
    patientId: id,
    createdTime: isoOf(onset),
    changes: { ...NO_CHANGES, values: peerValues(id, onset, needleMinutes) },
  };
  const changes = { ...NO_CHANGES, values: stepValues(onset) };
  return {
    types: ['apoplexy'],
    commands: () => [
      { actor: ACTOR, decide: (state) => registerCase(registered, state) },
      { actor: ACTOR, decide: (state) => changeCase({ reference, changes }, state) },
    ],
  };
};

/** The ids 1…N in the order in which their cases were registered, as a hospital's log has them. */
const idsInTime = (cases: number): readonly number[] => {
  const minutes = Array.from({ length: cases + 1 }, (_, id) => createdMinute(id));
  return Array.from({ length: cases }, (_, index) => index + 1).sort(
    (a, b) => (minutes[a] ?? 0) - (minutes[b] ?? 0) || a - b,
  );
};

function* draftsOf(ids: readonly number[]): Generator<DraftCase> {
  for (const id of ids) yield draft(id);
}

/** Apoplexy cases 1…N of patients 1…N, their wristlets 1…N, in the order of time, and their numbers in that order. */
export const benchCases = (
  cases: number,
): { readonly ids: readonly number[]; readonly drafts: Iterable<DraftCase> } => {
  const ids = idsInTime(cases);
  return { ids, drafts: draftsOf(ids) };
};

/** Hands the ids out in pairs: a patient and its case have one number, as at the peer. */
const inPairs = (ids: readonly number[]): ((names: readonly unknown[]) => Promise<readonly number[]>) => {
  let given = 0;
  return async (names) => {
    const first = given;
    given += names.length;
    return names.map((_, index) => ids[Math.floor((first + index) / 2)] ?? 0);
  };
};

/** Fills an empty log with `benchCases`. */
export const fill = async (url: string, cases: number): Promise<Filled> => {
  const store = await openEventStore({ url, logger: pino({ level: 'silent' }) });
  const { tell } = createConsole(process.stdout, process.stderr);
  const { ids, drafts } = benchCases(cases);
  try {
    return await fillStore({
      store,
      nextIds: inPairs(ids),
      drafts,
      cases,
      progress: showProgress({ stream: process.stderr, tell }),
      signal: new AbortController().signal,
    });
  } finally {
    await store.close();
  }
};
