import type { CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import type { Values } from '../../../src/domain/patient/events.ts';
import { facetNamesOf } from '../../../src/projections/cases/facets.ts';
import type { RawParameters } from '../../../src/projections/cases/readListQuery.ts';
import { openBook, type Book } from './casesBook.ts';

let book: Book;

const CASES = 45;

/** Few times and few values, so that many cases tie; some outside the population of a class. */
const valuesOf = (index: number): Values => ({
  ...(index % 3 !== 0 && { 'patient.gender': String(1 + (index % 2)) }),
  ...(index % 4 !== 0 && { first_diagnosis: String(1 + (index % 4)) }),
  ...(index % 5 === 0 && { 'special_treat.grace_score': 100 + index }),
  'patient.name': index % 2 === 0 ? '张三' : '李四',
  'patient.age': 30 + index,
});

const timeOf = (index: number): string => `2026-03-0${1 + (index % 4)}T04:00:00Z`;

const TYPES = ['chestpain', 'trauma'] as const;

beforeAll(async () => {
  book = await openBook();
  for (const caseType of TYPES)
    for (let index = 0; index < CASES; index += 1) await book.open(caseType, valuesOf(index), timeOf(index));
  await book.seen();
});
afterAll(() => book.close());

const idOf = (row: string): number => JSON.parse(row).id;

/** Every page by cursor; `meanwhile` happens between the pages. */
const byCursor = async (caseType: CaseTypeName, raw: RawParameters, meanwhile?: () => Promise<unknown>) => {
  const pages: number[][] = [];
  const totals = new Set<number>();
  for (let cursor: string | null = '*'; cursor !== null;) {
    const page = await book.list(caseType, { ...raw, cursor });
    pages.push(page.rows.map(idOf));
    totals.add(page.total);
    if (page.next === undefined) throw new Error('a page by cursor without a word about the next');
    cursor = page.next;
    await meanwhile?.();
  }
  return { pages, ids: pages.flat(), totals: [...totals] };
};

const ordersOf = (caseType: CaseTypeName): readonly string[] =>
  ['created_time', 'id', ...facetNamesOf(caseType).filter((name) => name !== 'treatment_type')].flatMap((name) => [
    name,
    `-${name}`,
  ]);

const FILTERS: readonly RawParameters[] = [
  {},
  { gender: '1' },
  { gender: 'unknown', arch_status: '0' },
  { patient__name: '张' },
  { patient__name: '张', gender: '2' },
  { 'patient__age[]': ['40', '60'] },
  { month: '2026-03-01', patient__age: '33' },
  { same_name: 'True', 'created_time[]': ['2026-03-02', '2026-03-03'] },
  { gender: '1', 'patient__age[]': ['900', '999'] },
];

const SETTINGS = TYPES.flatMap((caseType) => ordersOf(caseType).map((ordering) => ({ caseType, ordering })));

it.each(SETTINGS)(
  'D-17: $caseType by $ordering, each case once, whatever the filters',
  async ({ caseType, ordering }) => {
    for (const filters of FILTERS) {
      const whole = await book.list(caseType, { ...filters, ordering, limit: '500' });
      const { ids, pages, totals } = await byCursor(caseType, { ...filters, ordering, limit: '7' });
      expect([filters, ids]).toEqual([filters, whole.rows.map(idOf)]);
      expect(totals).toEqual([whole.total]);
      expect(pages.length).toBe(Math.max(1, Math.ceil(whole.total / 7)));
    }
  },
);

it.each(['-created_time', 'id', 'gender', '-gender'])(
  'D-17: by %s no case is shown twice or left out while others are added',
  async (ordering) => {
    const before = (await book.list('chestpain', { limit: '500' })).rows.map(idOf);
    let added = 0;
    const { ids } = await byCursor('chestpain', { ordering, limit: '10' }, async () => {
      for (; added % 4 !== 3; added += 1) await book.open('chestpain', valuesOf(added), timeOf(added));
      added += 1;
      await book.seen();
    });
    expect(added).toBeGreaterThan(8);
    expect(new Set(ids).size).toBe(ids.length);
    expect(before.filter((id) => !ids.includes(id))).toEqual([]);
  },
);

it('D-17: offset pages say nothing about a cursor, and stay as they are', async () => {
  const page = await book.list('trauma', { limit: '7', offset: '7' });
  expect([page.next, page.rows.length]).toEqual([undefined, 7]);
});
