import { METRICS_OF } from '../../../src/domain/catalogue/intervals.ts';
import type { PatientEvent } from '../../../src/domain/patient/events.ts';
import { evolve, initialState, type PatientState } from '../../../src/domain/patient/state.ts';
import { contributionOf } from '../../../src/domain/statistics/contribution.ts';
import { NO_FIGURES, plus } from '../../../src/domain/statistics/figures.ts';
import { periodsOf, type Period, type PeriodKind } from '../../../src/domain/statistics/periods.ts';
import type { Contribution } from '../../../src/domain/statistics/tally.ts';
import { readListQuery, type RawParameters } from '../../../src/projections/cases/readListQuery.ts';
import { READ_MODELS } from '../../../src/projections/readModels.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
import { countRange } from '../../../src/projections/statistics/countRange.ts';
import { findEarliest, readTallies, type Tally } from '../../../src/projections/statistics/tallies.ts';
import { fact, filled, recorded } from '../../support/given.ts';
import { createRandom } from '../../support/random.ts';
import { openBook, registered, type Book } from './casesBook.ts';
import { ZONE } from './runnerHarness.ts';

const TYPES = ['apoplexy', 'chestpain', 'trauma'] as const;
const PATIENTS = 120;
const REQUESTS = 700;
const TODAY = '2026-04-20';

let book: Book;
const states = new Map<number, PatientState>();

/** The same numbers on every run. */
const { integer: below, pick: oneOf } = createRandom(20_261_124);

/** Half of them at the edges of local days and months: midnight in Shanghai is 16:00 in UTC. */
const someCreation = (): string =>
  oneOf([
    '2026-01-31T15:59:59Z',
    '2026-01-31T16:00:00Z',
    '2026-02-28T15:59:59Z',
    '2026-02-28T16:00:00Z',
    `2026-0${1 + below(4)}-${String(1 + below(28)).padStart(2, '0')}T0${below(9)}:${10 + below(50)}:00Z`,
  ]);

const minutesAfter = (iso: string, minutes: number): string =>
  `${new Date(Date.parse(iso) + minutes * 60_000).toISOString().slice(0, 19)}Z`;

const TIMES = [
  'assist_examination.hospital_arrive_time',
  'assist_examination.triage_time',
  'thrombolysis.medication_time',
  'therapy.embolectomy_time',
  'special_treat.wire_pass_time',
  'patient.disease_time',
  'patient.inside_roadmap.td_arrive_eme_time',
  'assist_examination.ct_scan_time',
] as const;

const someChange = (createdTime: string): PatientEvent[] => {
  const path = oneOf([...TIMES]);
  if (below(8) === 0) return [fact('MilestoneCleared', { path })];
  return [recorded(path, minutesAfter(createdTime, below(120) - 20))];
};

const someValues = (): PatientEvent =>
  filled({
    [oneOf(['patient.come_from', 'patient.tran_hos_type'])]: oneOf(['1', '2', '4', '自定义', null]),
    ...(below(3) === 0 && { treatment_type: oneOf([[429], [429, 1001], [7777], null]) }),
    ...(below(3) === 0 && { first_diagnosis: oneOf(['1', '2', null]) }),
    ...(below(3) === 0 && { 'patient.disease_evalute.eme_iss': oneOf([9, 16, 75, null]) }),
    ...(below(4) === 0 && { 'patient.leave_hospital.hospital_day': oneOf([0, 3, 400, null]) }),
    ...(below(4) === 0 && { 'patient.leave_hospital.hospital_cost': oneOf([100, 2_345, null]) }),
  });

let lastCase = 50_000;

const someFacts = (patientId: number, { current, createdTime = '', deleted }: PatientState): PatientEvent[] => {
  if (!current) return [registered(patientId, oneOf([...TYPES]), someCreation()), someValues()];
  if (deleted) return [fact('CaseRestored', current)];
  const kind = below(14);
  if (kind === 0) return [fact('CaseDeleted', current)];
  if (kind === 1) {
    lastCase += 1;
    const to = { caseType: oneOf([...TYPES]), caseId: lastCase };
    return [fact('CaseSwitched', { from: current, to, carried: [...TIMES] })];
  }
  return kind < 6 ? [someValues()] : someChange(createdTime);
};

beforeAll(async () => {
  book = await openBook();
  for (let request = 0; request < REQUESTS; request += 1) {
    const patientId = 1 + below(PATIENTS);
    const before = states.get(patientId) ?? initialState();
    const facts = someFacts(patientId, before);
    await book.write(patientId, facts);
    states.set(
      patientId,
      facts.reduce((state, event) => evolve(state, event), before),
    );
  }
  await book.seen();
});
afterAll(() => book.close());

const RANGES: readonly RawParameters[] = [
  {},
  { 'created_time[]': ['2026-01-01', '2026-03-31'] },
  { 'created_time[]': ['2026-01-15', '2026-03-10'] },
  { 'created_time[]': ['2026-01-31 23:59:59', '2026-02-28 23:59:59'] },
  { 'created_time[]': ['2026-02-01 00:00:00', '2026-02-28 12:00:00'] },
  { 'created_time[]': ['2026-02-01 00:00:00', '2026-02-01 00:00:00'] },
  { month: '2026-02-01' },
  { start_time: '2026-02-28 22:00' },
  { end_time: '2026-02-28 22:00' },
];
const KINDS: readonly PeriodKind[] = ['day', 'week', 'month', 'year', 'all'];

const createdOf = (raw: RawParameters) => {
  const reading = readListQuery('apoplexy', raw, ZONE);
  if ('problems' in reading) throw new Error('a range of the test is wrong');
  return reading.query.created;
};

const talliesOf = async (caseType: (typeof TYPES)[number], kind: PeriodKind, raw: RawParameters) => {
  const created = createdOf(raw);
  const earliest = await findEarliest(book.pool, [caseType]);
  const range = countRange(created, { kind, zone: ZONE, today: TODAY, earliest });
  const periods = periodsOf(kind, range, 4_000) ?? [];
  const metrics = METRICS_OF[caseType].map(({ key }) => key);
  const shares = ['come_from', 'treatment_type', 'first_diagnosis', 'critical'];
  return readTallies(book.pool, { caseType, metrics, shares, kind, periods, range, zone: ZONE });
};

const inUtc = (iso: string | undefined, open: string): string =>
  iso === undefined ? open : `${new Date(iso).toISOString().slice(0, 19)}Z`;

/** What the cases of the range say themselves, period by period. */
const contributionsIn = (caseType: string, period: Period, raw: RawParameters): readonly Contribution[] => {
  const created = createdOf(raw);
  const [from, before] = [inUtc(created?.from, '0'), inUtc(created?.before, '9')];
  return [...states.values()]
    .filter(({ createdTime = '' }) => createdTime >= from && createdTime < before)
    .flatMap((state) => contributionOf(state, ZONE) ?? [])
    .filter((each) => each.caseType === caseType && each.day >= period.first && each.day <= period.last);
};

const twice = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : low + high;
};

const expectedOf = (contributions: readonly Contribution[], metric: string) => {
  const parts = contributions.flatMap(({ metrics }) => metrics.filter((part) => part.metric === metric));
  const valued = parts.flatMap(({ value, isReal }) => (value === undefined ? [] : [{ value, isReal }]));
  return {
    figures: parts.reduce((sum, { figures }) => plus(sum, figures), NO_FIGURES),
    all: twice(valued.map(({ value }) => value)),
    real: twice(valued.filter(({ isReal }) => isReal).map(({ value }) => value)),
  };
};

const countShares = (contributions: readonly Contribution[], name: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { share, value } of contributions.flatMap(({ shares }) => shares))
    if (share === name) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

const withoutZeros = (counts: ReadonlyMap<string, number>) =>
  Object.fromEntries([...counts].filter(([, count]) => count > 0));

const differences = (tally: Tally, contributions: readonly Contribution[], metrics: readonly string[]): unknown[] => {
  const wrong: unknown[] = [];
  if (tally.cases !== contributions.length) wrong.push(['cases', tally.cases, contributions.length]);
  for (const metric of metrics) {
    const { figures, all, real } = expectedOf(contributions, metric);
    const found = [tally.figures(metric), tally.medians(metric)];
    if (JSON.stringify(found) !== JSON.stringify([figures, { all, real }])) wrong.push([metric, found, figures, all]);
  }
  for (const share of ['come_from', 'treatment_type', 'first_diagnosis', 'critical']) {
    const found = withoutZeros(tally.share(share));
    const wanted = countShares(contributions, share);
    const sorted = (counts: Record<string, number>) => JSON.stringify(Object.entries(counts).sort());
    if (sorted(found) !== sorted(wanted)) wrong.push([share, found, wanted]);
  }
  return wrong;
};

describe.each(TYPES)('counters of %s', (caseType) => {
  it.each(KINDS)('D-27: say by %s what the cases say, in every range', async (kind) => {
    const metrics = METRICS_OF[caseType].map(({ key }) => key);
    let compared = 0;
    for (const raw of RANGES) {
      for (const tally of await talliesOf(caseType, kind, raw)) {
        const wrong = differences(tally, contributionsIn(caseType, tally.period, raw), metrics);
        expect({ raw, period: tally.period, wrong }).toEqual({ raw, period: tally.period, wrong: [] });
        compared += tally.cases;
      }
    }
    expect(compared).toBeGreaterThan(30);
  });
});

it('a rebuild holds the same counters, histograms and medians as were kept', async () => {
  const { database, store, harness } = book;
  const names = ['statistics'];
  const options = { database, store, readModels: READ_MODELS, zone: ZONE, log: harness.log, names, compare: true };
  expect((await rebuild(options)).differences).toEqual([]);
});
