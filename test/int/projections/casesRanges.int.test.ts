import { CASE_TYPE_NAMES, type CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import type { Values } from '../../../src/domain/patient/events.ts';
import { formatInstant } from '../../../src/domain/shared/times.ts';
import { fact, recorded } from '../../support/given.ts';
import { openBook, type Book } from './casesBook.ts';
import { ZONE } from './runnerHarness.ts';

let book: Book;

const AGE = 'patient.age';
const BORN = 'patient.birth_date';
const SUGAR = 'vital_signs.pre_quickly_blood_sugar';
const TRIAGED = 'assist_examination.triage_time';

interface Known {
  readonly id: number;
  readonly caseType: CaseTypeName;
  readonly values: Values;
}

const known: Known[] = [];
const PER_TYPE = 24;

/** Around the ends of the ranges below: whole days of the zone end in the middle of those of UTC. */
const TIMES = [
  '2026-01-01T15:59:59Z',
  '2026-01-01T16:00:00Z',
  '2026-01-31T15:59:59Z',
  '2026-01-31T16:00:00Z',
  '2026-01-15T00:00:00Z',
];
const DAYS = ['1999-12-31', '2000-01-01', '2000-06-15'];

const valuesOf = (index: number): Values => ({
  ...(index % 5 !== 0 && index % 2 === 0 && { [AGE]: 58 + (index % 6) }),
  ...(index % 7 === 1 && { [BORN]: DAYS[index % 3] ?? '' }),
  ...(index % 3 !== 0 && { [TRIAGED]: TIMES[index % 5] ?? '' }),
  'patient.name': index % 4 === 0 ? '张三' : '李四',
});

beforeAll(async () => {
  book = await openBook();
  for (const caseType of CASE_TYPE_NAMES) {
    for (let index = 0; index < PER_TYPE; index += 1) {
      const values = valuesOf(index);
      known.push({ id: await book.open(caseType, values, '2026-02-01T00:00:00Z'), caseType, values });
    }
  }
});
afterAll(() => book.close());

type Test = (values: Values) => boolean;

const isNumber = (path: string, from: number, to: number): Test => {
  return ({ [path]: value }) => typeof value === 'number' && value >= from && value <= to;
};
const isDay = (from: string, to: string): Test => {
  return ({ [BORN]: value }) => typeof value === 'string' && value >= from && value <= to;
};
/** As people read the clock. */
const isTime = (from: string, to: string): Test => {
  return ({ [TRIAGED]: value }) => {
    const shown = typeof value === 'string' ? formatInstant(value, ZONE) : '';
    return shown !== '' && shown >= from && shown <= to;
  };
};

const range = (name: string, from: string, to: string) => ({ [`${name}[]`]: [from, to] });
const triaged = (from: string, to: string) => range('assist_examination__triage_time', from, to);
/** Ages that follow from a date of birth are the derived ones. */
const aged = ({ [BORN]: born }: Values): boolean => born === undefined;

const RANGES: readonly (readonly [Readonly<Record<string, readonly string[]>>, Test])[] = [
  [range('patient__age', '60', '62'), (values) => aged(values) && isNumber(AGE, 60, 62)(values)],
  [range('patient__age', '60', '60'), (values) => aged(values) && isNumber(AGE, 60, 60)(values)],
  [range('patient__age', '61.5', '100000'), (values) => aged(values) && isNumber(AGE, 61.5, 100)(values)],
  [range('patient__age', '62', '60'), () => false],
  [range('patient__age', '-5', '1'), () => false],
  [range('patient__birth_date', '2000-01-01', '2000-12-31'), isDay('2000-01-01', '2000-12-31')],
  [range('patient__birth_date', '1999-12-31', '1999-12-31'), isDay('1999-12-31', '1999-12-31')],
  [triaged('2026-01-02', '2026-01-31'), isTime('2026-01-02 00:00:00', '2026-01-31 23:59:59')],
  [triaged('2026-01-01', '2026-01-01'), isTime('2026-01-01 00:00:00', '2026-01-01 23:59:59')],
  [triaged('2026-01-31 23:59:59', '2026-02-01'), isTime('2026-01-31 23:59:59', '2026-02-01 23:59:59')],
  [triaged('2026-01-02 00:00', '2026-01-15T00:00:00Z'), isTime('2026-01-02 00:00:00', '2026-01-15 08:00:00')],
  [
    { ...triaged('2026-01-02', '2026-01-31'), patient__name: ['三'] },
    (values) => isTime('2026-01-02 00:00:00', '2026-01-31 23:59:59')(values) && values['patient.name'] === '张三',
  ],
];

const pairs = RANGES.flatMap(([one, first], index) =>
  RANGES.slice(index + 1).map(([other, second]): (typeof RANGES)[number] => [
    { ...one, ...other },
    Object.keys(one).some((name) => name in other) ? second : (values) => first(values) && second(values),
  ]),
).filter((_, index) => index % 3 === 0);

it.each(CASE_TYPE_NAMES)('E-GEN-07, A-40, D-20: ranges of any path of %s, alone and together', async (caseType) => {
  const wrong: unknown[] = [];
  let found = 0;
  for (const [raw, test] of [...RANGES, ...pairs.filter(([raw]) => !('patient__name' in raw))]) {
    const ids = await book.ids(caseType, raw);
    const wanted = known.filter((each) => each.caseType === caseType && test(each.values)).map(({ id }) => id);
    if (String([...ids].sort()) !== String(wanted.sort())) wrong.push({ raw, ids, wanted });
    found += ids.length;
  }
  expect(wrong).toEqual([]);
  expect(found).toBeGreaterThan(PER_TYPE);
});

it('D-20: a range follows what is corrected, cleared, deleted and switched', async () => {
  const id = await book.open('gib', { [SUGAR]: 38.5, [TRIAGED]: '2030-01-01T00:00:00Z' });
  const patient = id / 10;
  const when = triaged('2030-01-01', '2030-01-01');
  const sweet = range('vital_signs__pre_quickly_blood_sugar', '38.5', '39');
  expect([await book.ids('gib', when), await book.ids('gib', sweet)]).toEqual([[id], [id]]);
  await book.write(patient, [recorded(TRIAGED, '2030-01-02T00:00:00Z')]);
  expect(await book.ids('gib', when)).toEqual([]);
  expect(await book.ids('gib', triaged('2030-01-02', '2030-01-02'))).toEqual([id]);
  await book.write(patient, [fact('CaseDeleted', { caseType: 'gib', caseId: id })]);
  expect(await book.ids('gib', sweet)).toEqual([]);
  expect(await book.ids('gib', { ...sweet, deleted: 'True' })).toEqual([id]);
  await book.write(patient, [fact('CaseRestored', { caseType: 'gib', caseId: id })]);
  const to = { caseType: 'toxic', caseId: 999_999 } as const;
  await book.write(patient, [fact('CaseSwitched', { from: { caseType: 'gib', caseId: id }, to, carried: [SUGAR] })]);
  expect([await book.ids('gib', sweet), await book.ids('toxic', sweet)]).toEqual([[], [to.caseId]]);
  expect(await book.ids('toxic', triaged('2030-01-02', '2030-01-02'))).toEqual([]);
});

it('D-20: exact numbers and times are found as such', async () => {
  const id = await book.open('basic', { [SUGAR]: 36.6, [TRIAGED]: '2031-01-01T00:00:00Z' });
  expect(await book.ids('basic', { vital_signs__pre_quickly_blood_sugar: '36.6' })).toEqual([id]);
  expect(await book.ids('basic', { vital_signs__pre_quickly_blood_sugar: '36.60001' })).toEqual([]);
  expect(await book.ids('basic', { assist_examination__triage_time: '2031-01-01 08:00:00' })).toEqual([id]);
  expect(await book.ids('basic', { assist_examination__triage_time: '2031-01-01 08:00:01' })).toEqual([]);
});
