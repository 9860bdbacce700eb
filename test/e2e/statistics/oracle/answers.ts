import { CASE_TYPES, type TypeName } from './caseTypes.ts';
import type { Choices } from './choiceLists.ts';
import { figuresOf, share, type Figures } from './figures.ts';
import { metricOf } from './metrics.ts';
import { isWithin, spansOf, type Period, type Range } from './periods.ts';
import { isSet, valueAt, type Row } from './row.ts';
import { CRITICAL, DISEASE, FIRST_DIAGNOSIS, RATES, SLICES, tally, TREATMENT, UNKNOWN, type Slice } from './slices.ts';

/** Every live case of each type. */
export type Cases = Readonly<Record<TypeName, readonly Row[]>>;

export interface ShareItem {
  readonly count: number;
  readonly zh_name: string;
  readonly name: string | null;
  readonly cases?: number;
}

/** By what the plain trend of a type is told apart (contract of E-STAT-02 to E-STAT-12). */
export const DETAIL_OF: Readonly<Record<Exclude<TypeName, 'trauma'>, Slice>> = {
  chestpain: FIRST_DIAGNOSIS,
  apoplexy: TREATMENT,
  toxic: DISEASE,
  basic: DISEASE,
  gib: DISEASE,
};

const within = (rows: readonly Row[], range: Range): readonly Row[] => rows.filter((row) => isWithin(row, range));

const customs = ({ choices }: Slice, counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts.keys()].filter((value) => value !== UNKNOWN && !choices.some(([listed]) => listed === value));

/** Listed values first, in the order of the list, then what people wrote themselves, then those without any. */
export const sharesOf = (slice: Slice, rows: readonly Row[]): readonly ShareItem[] => {
  const counts = tally(slice, rows);
  const named: Choices = [
    ...slice.choices,
    ...customs(slice, counts).map((value) => [value, value] as const),
    [UNKNOWN, '未填写'],
  ];
  const cases = rows.filter((row) => slice.valuesOf(row).length > 0).length;
  return named.map(([name, zh_name]) => ({
    count: counts.get(name) ?? 0,
    zh_name,
    name,
    ...(slice.isMulti && { cases }),
  }));
};

const detailOf = (slice: Slice, rows: readonly Row[]): Record<string, number> =>
  Object.fromEntries(sharesOf(slice, rows).map(({ name, count }) => [name, count]));

const traumaItem = (rows: readonly Row[]) => {
  const critical = tally(CRITICAL, rows).get('True') ?? 0;
  return {
    count: rows.length,
    detail: { critical, normal: rows.length - critical },
    unscored: rows.filter((row) => !isSet(row, 'patient.disease_evalute.eme_iss')).length,
  };
};

/** What the plain count says of these cases. */
export const trendItem = (type: TypeName, rows: readonly Row[]) =>
  type === 'trauma' ? traumaItem(rows) : { count: rows.length, detail: detailOf(DETAIL_OF[type], rows) };

export interface ByPeriod<Item> {
  readonly key: string;
  readonly range: Range;
  readonly item: Item;
}

/** The same figure for each period of a range. */
export const byPeriod = <Item>(
  { period, range }: { readonly period: Period; readonly range: Range },
  rows: readonly Row[],
  itemOf: (rows: readonly Row[]) => Item,
): readonly ByPeriod<Item>[] =>
  spansOf(period, range).map(({ key, from, to }) => ({
    key,
    range: { from, to },
    item: itemOf(within(rows, { from, to })),
  }));

const RATE_MEANS: Readonly<Record<string, string>> = {
  critical_micu_mean: 'critical_micu_mean',
  critical_hosday_mean: 'critical_hosday_mean',
  first_ct_mean: 'first_ct_mean',
  first_cxray: 'first_cxray',
  first_pxray: 'first_pxray',
  first_fast: 'first_fast',
  doctor_ready_waste: 'eme_get_ready',
  tranfer_mean: 'tranfer',
};

const rateOf = (slice: Slice, rows: readonly Row[]) => {
  const counts = tally(slice, rows);
  const [yes, no, unknown] = ['True', 'False', UNKNOWN].map((value) => counts.get(value) ?? 0);
  return { count: yes ?? 0, of: (yes ?? 0) + (no ?? 0), unknown: unknown ?? 0 };
};

/** The quality figures of trauma (E-STAT-10, A-25). */
export const ratesOf = (rows: readonly Row[]) => {
  const rates = Object.fromEntries(RATES.map((slice) => [slice.name, rateOf(slice, rows)]));
  const means: Record<string, Figures> = Object.fromEntries(
    Object.entries(RATE_MEANS).map(([name, key]) => [name, figuresOf(metricOf('trauma', key), rows)]),
  );
  const figures: Record<string, number | null> = {};
  for (const [name, { count, of }] of Object.entries(rates)) figures[name] = share(count, of);
  for (const [name, { value }] of Object.entries(means)) figures[name] = value;
  return { figures, rates, means };
};

const everyRow = (cases: Cases): readonly Row[] => CASE_TYPES.flatMap(({ name }) => cases[name]);

/** By type of case: the detail of the overview's trend, its total and its emergency types. */
export const byType = (cases: Cases, range: Range): readonly ShareItem[] =>
  CASE_TYPES.map(({ name, code, label }) => ({
    count: within(cases[name], range).length,
    zh_name: label,
    name: code,
  }));

const mdtIs = (wanted: unknown) => (row: Row) => valueAt(row, 'patient.pre_warning.is_start_mdt') === wanted;

/** E-STAT-13, A-39: not filled in, not started, started by type. */
export const mdtOverview = (cases: Cases, range: Range): readonly ShareItem[] => {
  const all = within(everyRow(cases), range);
  const started = CASE_TYPES.map(({ name, code, label }) => ({
    count: within(cases[name], range).filter(mdtIs(true)).length,
    zh_name: label,
    name: code,
  }));
  return [
    { count: all.filter(mdtIs(undefined)).length, zh_name: '未填写', name: null },
    { count: all.filter(mdtIs(false)).length, zh_name: '否', name: 'false' },
    ...started,
  ];
};

/** A share that every type has, over all of them. */
export const overviewShares = (name: 'come_from' | 'tran_hos_type', cases: Cases, range: Range) => {
  const slice = SLICES.basic.find((each) => each.name === name);
  return slice ? sharesOf(slice, within(everyRow(cases), range)) : [];
};
