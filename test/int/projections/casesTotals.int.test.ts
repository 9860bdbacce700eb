import { CASE_TYPE_NAMES, type CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import type { CaseReference, FieldValue, PatientEvent } from '../../../src/domain/patient/events.ts';
import { evolve, initialState, type PatientState } from '../../../src/domain/patient/state.ts';
import { facetNamesOf, facetsOf, type FacetName } from '../../../src/projections/cases/facets.ts';
import type { CaseFilter } from '../../../src/projections/cases/listQuery.ts';
import { readListQuery } from '../../../src/projections/cases/readListQuery.ts';
import { READ_MODELS } from '../../../src/projections/readModels.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
import { fact, filled, recorded } from '../../support/given.ts';
import { createRandom } from '../../support/random.ts';
import { openBook, registered, type Book } from './casesBook.ts';
import { ZONE } from './runnerHarness.ts';

const PATIENTS = 150;
const REQUESTS = 1_200;

let book: Book;
const states = new Map<number, PatientState>();

/** The same numbers on every run. */
const { integer: below, pick: oneOf } = createRandom(20_261_123);

const someValues = (): Record<string, FieldValue | null> => ({
  [oneOf(['patient.gender', 'patient.come_from', 'patient.illness_grade', 'patient.disease_type'])]: oneOf([
    '1',
    '2',
    null,
  ]),
  [oneOf(['patient.name', 'patient.pat_med_card', 'patient.inpatient_no'])]: oneOf([
    '张伟',
    '李娜',
    '王芳',
    '无名',
    null,
  ]),
  ...(below(3) === 0 && { treatment_type: oneOf<FieldValue | null>([[429], [429, 430], [431], null]) }),
  ...(below(3) === 0 && { first_diagnosis: oneOf(['1', '2', null]) }),
  ...(below(4) === 0 && { 'patient.disease_evalute.eme_iss': oneOf([9, 16, 25, null]) }),
  ...(below(4) === 0 && { 'special_treat.grace_score': oneOf([100, 120, 150, null]) }),
  ...(below(4) === 0 && { 'patient.tran_hos_type': oneOf(['1', null]) }),
});

const someMilestones = (): PatientEvent[] => [
  recorded('assist_examination.hospital_arrive_time', `2026-03-0${1 + below(3)}T0${below(9)}:00:00Z`),
  recorded('special_treat.wire_pass_time', `2026-03-0${1 + below(3)}T0${below(9)}:30:00Z`),
];

let lastCase = 100_000;

const switchOf = (from: CaseReference, { values }: PatientState): PatientEvent => {
  lastCase += 1;
  const types = CASE_TYPE_NAMES.filter((name) => name !== from.caseType);
  const to = { caseType: types[below(types.length)] ?? 'basic', caseId: lastCase };
  return fact('CaseSwitched', { from, to, carried: Object.keys(values).filter(() => below(4) > 0) });
};

const someFacts = (patientId: number, state: PatientState): PatientEvent[] => {
  const { current } = state;
  if (!current) {
    const day = 1 + below(9);
    const type = CASE_TYPE_NAMES[below(CASE_TYPE_NAMES.length)] ?? 'basic';
    return [registered(patientId, type, `2026-03-0${day}T${10 + below(14)}:00:00Z`), filled(someValues())];
  }
  if (state.deleted) return [fact('CaseRestored', current)];
  const kind = below(12);
  if (kind === 0) return [fact('CaseDeleted', current)];
  if (kind === 1) return [switchOf(current, state)];
  if (kind === 2) return [fact('ArchiveRequested', {})];
  if (kind === 3) return [fact('ArchiveRefused', {})];
  return kind < 6 ? someMilestones() : [filled(someValues())];
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

const liveCases = (caseType: CaseTypeName): readonly PatientState[] =>
  [...states.values()].filter(({ current, deleted }) => current?.caseType === caseType && !deleted);

const slicesOf = (caseType: CaseTypeName, facet: FacetName): readonly string[] => [
  ...new Set(liveCases(caseType).flatMap((state) => facetsOf(caseType, state, ZONE)[facet] ?? [])),
  'no such value',
];

const selections = (caseType: CaseTypeName): readonly (readonly CaseFilter[])[] => {
  const filters = facetNamesOf(caseType).flatMap((facet) =>
    slicesOf(caseType, facet).map((value) => ({ kind: 'facet', facet, value }) as const),
  );
  const pairs = filters.flatMap((one) =>
    filters.flatMap((other) => (one.facet === other.facet || below(12) > 0 ? [] : [[one, other]])),
  );
  return [[], ...filters.map((filter) => [filter]), ...pairs];
};

const RANGES = [
  {},
  { month: '2026-03-01' },
  { 'created_time[]': ['2026-03-03', '2026-03-06'] },
  { 'created_time[]': ['2026-03-03 20:00:00', '2026-03-06 19:00:00'] },
  { 'created_time[]': ['2026-03-03 20:00:00', '2026-03-03 21:00:00'] },
  { start_time: '2026-03-05 22:00' },
  { end_time: '2026-03-05 22:00' },
];

/** What the total must be, from the states that the facts lead to. */
const expected = (caseType: CaseTypeName, filters: readonly CaseFilter[], [from, before]: readonly [string, string]) =>
  liveCases(caseType).filter(
    (state) =>
      (state.createdTime ?? '') >= from &&
      (state.createdTime ?? '') < before &&
      filters.every(
        (filter) => filter.kind === 'facet' && facetsOf(caseType, state, ZONE)[filter.facet]?.includes(filter.value),
      ),
  ).length;

const createdOf = (caseType: CaseTypeName, range: (typeof RANGES)[number]) => {
  const reading = readListQuery(caseType, range, ZONE);
  if ('problems' in reading) throw new Error('a range of the test is wrong');
  return reading.query;
};

const inUtc = (iso: string | undefined, open: string): string =>
  iso === undefined ? open : `${new Date(iso).toISOString().slice(0, 19)}Z`;

it.each(CASE_TYPE_NAMES)('D-20: totals of %s by one and two hot filters agree with the cases', async (caseType) => {
  const wrong: unknown[] = [];
  let compared = 0;
  for (const range of RANGES) {
    const query = createdOf(caseType, range);
    const ends = [inUtc(query.created?.from, '0'), inUtc(query.created?.before, '9')] as const;
    for (const filters of selections(caseType)) {
      const total = await book.count({ ...query, filters });
      const wanted = expected(caseType, filters, ends);
      if (total !== wanted) wrong.push({ range, filters, total, wanted });
      compared += 1;
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(200);
});

const TEXTS = {
  name: 'patient.name',
  pat_med_card: 'patient.pat_med_card',
  inpatient_no: 'patient.inpatient_no',
} as const;
const PARTS = ['张', '伟', '名', '张伟', '伟张', '李娜', '无', '娜娜', '王芳芳', 'x'];

it.each(CASE_TYPE_NAMES)(
  'D-20: parts of texts of %s, alone and with others, agree with the cases',
  async (caseType) => {
    const wrong: unknown[] = [];
    for (const [column, path] of Object.entries(TEXTS))
      for (const part of PARTS)
        for (const more of [{}, { gender: '1' }, { month: '2026-03-01' }, { deleted: 'True' }]) {
          const raw = { [`patient__${column}`]: part, ...more };
          const found = await book.ids(caseType, raw);
          const wanted = [...states.values()].filter(
            ({ current, deleted, values }) =>
              current?.caseType === caseType &&
              deleted === 'deleted' in more &&
              (!('gender' in more) || values['patient.gender'] === '1') &&
              String(values[path] ?? '').includes(part),
          );
          const ids = wanted.map(({ current }) => current?.caseId ?? 0);
          if (String([...found].sort()) !== String(ids.sort())) wrong.push({ raw, found, ids });
        }
    expect(wrong).toEqual([]);
  },
);

it('D-20: a part that many have and one that few have give the same pages as the whole list', async () => {
  const caseType = 'basic';
  const many = await book.ids(caseType, { patient__name: '张' });
  const pages = await Promise.all(
    many.map(async (_, offset) => {
      const { total, rows } = await book.list(caseType, { patient__name: '张', limit: '1', offset: String(offset) });
      expect(total).toBe(many.length);
      return rows.map((row) => JSON.parse(row).id);
    }),
  );
  expect(pages.flat()).toEqual(many);
  expect((await book.list(caseType, { patient__name: '张', offset: '1000' })).total).toBe(many.length);
});

it('D-21: who shares a name or number agrees with the cases', async () => {
  const marks = { same_name: 'patient.name', same_pat_no: 'patient.pat_med_card' } as const;
  for (const caseType of CASE_TYPE_NAMES)
    for (const [parameter, path] of Object.entries(marks)) {
      const known = liveCases(caseType).map(({ current, values }) => ({ id: current?.caseId, value: values[path] }));
      const shared = known.filter(
        ({ value }) => value !== undefined && known.filter((other) => other.value === value).length > 1,
      );
      const found = await book.ids(caseType, { [parameter]: 'True' });
      expect([...found].sort()).toEqual(shared.map(({ id }) => id).sort());
    }
});

it('rows, totals and shared names of a rebuild are those that were kept (D-20, D-21)', async () => {
  const { database, store, harness } = book;
  const names = READ_MODELS.map(({ name }) => name);
  const options = { database, store, readModels: READ_MODELS, zone: ZONE, log: harness.log, names, compare: true };
  expect((await rebuild(options)).differences).toEqual([]);
});
