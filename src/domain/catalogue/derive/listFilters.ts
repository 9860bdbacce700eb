import { remembering } from '../../shared/remembering.ts';
import { fieldsOf, type FieldPath } from '../catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../caseTypes.ts';
import type { FieldProblem } from '../fieldProblem.ts';
import type { Field, Kind } from '../fields.ts';
import { emptyWordsOf, filterMatchOf, orderOf, toStored, type FilterMatch } from '../kinds.ts';

export interface ListFilter {
  readonly path: string;
  readonly kind: Kind;
  readonly field: Field;
  /** `equals` the value, `includes` it among several, `contains` the text (D-20). */
  readonly match: FilterMatch | 'contains';
}

/** What a filter's text asks for; values are stored ones. */
export type FilterValue =
  /** Nothing: clients send empty filters along. */
  | { readonly is: 'any' }
  | { readonly is: 'empty' }
  | { readonly is: 'value'; readonly value: string | number | boolean }
  | { readonly is: 'problem'; readonly problem: FieldProblem };

/** Filters that clients send without the blocks, or under a replaced path (E-SRCH-01 to E-SRCH-11, A-17). */
const SHORT_NAMES: Readonly<Record<string, FieldPath>> = {
  gender: 'patient.gender',
  come_from: 'patient.come_from',
  illness_grade: 'patient.illness_grade',
  assist_examination__illness_grade: 'patient.illness_grade',
  assist_exam_illness_grade: 'patient.illness_grade',
  disease_type: 'patient.disease_type',
  tran_hos_type: 'patient.tran_hos_type',
  arch_status: 'patient.arch_status',
  emergency_type: 'patient.emergency_type',
  is_start_mdt: 'patient.pre_warning.is_start_mdt',
  stemi_treat_method: 'special_treat.stemi.stemi_treat_method',
  // The count type of the chart at the top is a filter like every other (E-STAT-11, D-28).
  total_count: 'treatment_type',
};

/** Searched by a part of the text (D-20). */
const CONTAINS: ReadonlySet<string> = new Set<FieldPath>([
  'patient.name',
  'patient.pat_med_card',
  'patient.inpatient_no',
]);

/** A field of the rows of a list is asked for without its brackets: `pre_ecg__ecg_fetch_time`. */
const ROWS = '[]';

const parameterOf = (path: string): string => path.replaceAll(ROWS, '').replaceAll('.', '__');

/** Of the rows of a list any one is enough. */
const matchOf = (field: Field): ListFilter['match'] | undefined => {
  if (CONTAINS.has(field.path)) return 'contains';
  const match = filterMatchOf(field);
  return match && field.path.includes(ROWS) ? 'includes' : match;
};

const filterOf = (field: Field): ListFilter[] => {
  const match = matchOf(field);
  return match === undefined ? [] : [{ path: field.path, kind: field.kind, field, match }];
};

/** Every filter of a type by the name of its parameter: any catalogued path, and the short names (E-GEN-12). */
export const listFiltersOf = remembering(
  CASE_TYPE_NAMES.length,
  (caseType: CaseTypeName): ReadonlyMap<string, ListFilter> => {
    const filters = fieldsOf(caseType).flatMap(filterOf);
    const short = Object.entries(SHORT_NAMES).flatMap(([name, path]) =>
      filters.filter((filter) => filter.path === path).map((filter): [string, ListFilter] => [name, filter]),
    );
    return new Map([...filters.map((filter): [string, ListFilter] => [parameterOf(filter.path), filter]), ...short]);
  },
);

/** The filter that a query parameter names: `a__b__c` for any catalogued path, or a short name (E-GEN-12). */
export const findFilter = (caseType: CaseTypeName, parameterName: string): ListFilter | undefined =>
  listFiltersOf(caseType).get(parameterName);

/** What a range parameter carries after the name of its filter (E-GEN-07). */
const RANGE = '[]';

/** Every range of a type by the name of its parameter, `a__b__c[]`; of paths whose values follow each other (E-GEN-07, D-20). */
export const listRangesOf = remembering(
  CASE_TYPE_NAMES.length,
  (caseType: CaseTypeName): ReadonlyMap<string, ListFilter> => {
    const ranges = [...listFiltersOf(caseType)].filter(([, { field }]) => orderOf(field) !== undefined);
    return new Map(ranges.map(([name, filter]) => [`${name}${RANGE}`, filter]));
  },
);

/** Ranks, both of which the range includes; see `Order`. */
export interface FilterRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads both ends of a range: numbers, dates, times; a date among times means the whole local day.
 * @param zone the hospital's
 */
export const readFilterRange = (
  { field }: ListFilter,
  [start, end]: readonly [string, string],
  zone: string,
): FilterRange | { readonly problem: FieldProblem } => {
  const order = orderOf(field);
  if (!order) return { problem: 'wrong_type' };
  const [first, last] = [order.first(start, zone), order.last(end, zone)];
  if ('problem' in first) return first;
  return 'problem' in last ? last : { from: first.rank, to: last.rank };
};

/**
 * Reads a filter's text: `True` and `False`, codes, numbers, times; `unknown` finds what is unset (E-GEN-05, E-GEN-06).
 * @param zone the hospital's, for times without an offset
 */
export const readFilterValue = ({ field }: ListFilter, text: string, zone: string): FilterValue => {
  if (text === '') return { is: 'any' };
  if (emptyWordsOf(field).includes(text)) return { is: 'empty' };
  const reading = toStored(text, field, zone);
  if ('problem' in reading) return { is: 'problem', problem: reading.problem };
  const [value] = [reading.value].flat();
  return value === null || value === undefined ? { is: 'any' } : { is: 'value', value };
};
