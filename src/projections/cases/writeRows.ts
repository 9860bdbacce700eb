import { integerArray, textArray } from '../../eventstore/arrays.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import type { Connection } from '../projection.ts';
import type { CaseChange, Listed } from './caseChange.ts';
import { FACET_NAMES, LISTED_FACET } from './facets.ts';
import { gramsOf } from './grams.ts';
import { numbersOf, type Numbers } from './numbers.ts';
import { renderCase, shownValues, type ShownCase } from './renderCase.ts';
import { withRowValues } from './rowValues.ts';
import { standingFrom } from '../statistics/contributions.ts';
import { statisticTokens } from './statisticTokens.ts';
import { tokensOf } from './tokens.ts';

const statusOf = (deleted: boolean): 'live' | 'deleted' => (deleted ? 'deleted' : 'live');

/** One row a case: a log in which two visits claim one number must not stop the projection, and the later one is shown. */
const latest = <T>(items: readonly T[], caseOf: (item: T) => CaseReference): readonly T[] => [
  ...new Map(items.map((item) => [`${caseOf(item).caseType} ${caseOf(item).caseId}`, item])).values(),
];

/** The part of a case that nearly every event changes. */
interface Rendered {
  readonly reference: CaseReference;
  readonly status: 'live' | 'deleted';
  readonly createdTime: string;
  readonly tokens: readonly number[];
  readonly numbers: Numbers;
  readonly row: string;
}

/** JSON text never holds a raw control character, so texts joined by one need no quoting on the way. */
const SEPARATOR = '\u001e';

const rendered = (shown: ShownCase, createdTime: string, zone: string): Rendered => {
  const values = shownValues(shown, zone);
  const row = JSON.stringify(renderCase(shown, { unset: 'omit', zone }, values));
  const status = statusOf(shown.state.deleted);
  const sought = withRowValues(values, shown.state.ecg);
  const tokens = tokensOf(sought, statisticTokens(standingFrom(shown.state, zone)));
  return { reference: shown.current, status, createdTime, tokens, numbers: numbersOf(sought), row };
};

/** Renders each patient's live case once. */
export const renderRows = (changes: readonly CaseChange[], zone: string): readonly Rendered[] =>
  changes.flatMap(({ patientId, after: state, modifiedAt }) => {
    const { current, createdTime } = state;
    return current && createdTime !== undefined
      ? [rendered({ state, current, patientId, modifiedAt }, createdTime, zone)]
      : [];
  });

const WRITE_ROWS = `
  with given as materialized (
    select * from unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[], $5::text[],
      $6::text[], $7::text[], string_to_array($8, '${SEPARATOR}'))
      as given (case_type, case_id, status, created_time, tokens, number_paths, numbers, row)),
  found as (
    insert into case_tokens (case_type, case_id, status, created_time, tokens, number_paths, numbers)
    select case_type, case_id, status, created_time, tokens::bigint[], number_paths::int[], numbers::float8[] from given
    on conflict (case_type, case_id) do update set status = excluded.status, tokens = excluded.tokens,
      number_paths = excluded.number_paths, numbers = excluded.numbers)
  insert into case_rows (case_type, case_id, row) select case_type, case_id, row from given
  on conflict (case_type, case_id) do update set row = excluded.row`;

/** Stores the rendered rows and what they are found by. */
export const writeRows = async (connection: Connection, given: readonly Rendered[]): Promise<void> => {
  const rows = latest(given, ({ reference }) => reference);
  if (rows.length === 0) return;
  await connection.query(WRITE_ROWS, [
    textArray(rows.map(({ reference }) => reference.caseType)),
    integerArray(rows.map(({ reference }) => reference.caseId)),
    textArray(rows.map(({ status }) => status)),
    textArray(rows.map(({ createdTime }) => createdTime)),
    textArray(rows.map(({ tokens }) => integerArray(tokens))),
    textArray(rows.map(({ numbers }) => integerArray(numbers.paths))),
    textArray(rows.map(({ numbers }) => integerArray(numbers.values))),
    rows.map(({ row }) => row).join(SEPARATOR),
  ]);
};

const listedRow = (patientId: number, listed: Listed): Record<string, unknown> => {
  const { [LISTED_FACET]: list, ...single } = listed.facets;
  return {
    case_type: listed.reference.caseType,
    case_id: listed.reference.caseId,
    patient_id: patientId,
    status: statusOf(listed.deleted),
    created_time: listed.createdTime,
    local_day: listed.localDay,
    ...Object.fromEntries(Object.entries(single).map(([facet, values]) => [facet, values?.[0]])),
    [LISTED_FACET]: list,
    ...listed.texts,
    grams: gramsOf(listed.texts),
  };
};

const TYPES = `case_type text, case_id bigint, patient_id bigint, status text, created_time timestamptz, local_day date,
  name text, pat_med_card text, inpatient_no text, grams text[],
  ${FACET_NAMES.map((facet) => `${facet} ${facet === LISTED_FACET ? 'text[]' : 'text'}`).join(', ')}`;

const COLUMNS = TYPES.split(',').map((column) => column.trim().split(' ')[0]);

const WRITE_LISTED = `
  insert into cases (${COLUMNS.join(', ')})
  select ${COLUMNS.join(', ')} from json_to_recordset($1) as given (${TYPES})
  on conflict (case_type, case_id) do update set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** Stores the columns of cases that are new or of which a column changed. */
export const writeListed = async (
  connection: Connection,
  listed: readonly { readonly patientId: number; readonly after: Listed }[],
): Promise<void> => {
  if (listed.length === 0) return;
  const rows = latest(listed, ({ after }) => after.reference).map(({ patientId, after }) =>
    listedRow(patientId, after),
  );
  await connection.query(WRITE_LISTED, [JSON.stringify(rows)]);
};

const WRITE_LEFT = `
  with given as materialized (
    select * from json_to_recordset($1) as given (case_type text, case_id bigint, patient_id bigint, to_type text,
      to_id bigint, created_time timestamptz, local_day date)),
  gone as (
    delete from case_rows using given
    where case_rows.case_type = given.case_type and case_rows.case_id = given.case_id),
  lost as (
    delete from case_tokens using given
    where case_tokens.case_type = given.case_type and case_tokens.case_id = given.case_id)
  insert into cases (case_type, case_id, patient_id, status, switched_to_type, switched_to_id, created_time, local_day,
    grams)
  select case_type, case_id, patient_id, 'switched', to_type, to_id, created_time, local_day, '{}' from given
  on conflict (case_type, case_id) do update set status = 'switched', switched_to_type = excluded.switched_to_type,
    switched_to_id = excluded.switched_to_id, grams = '{}', same_name = false, same_pat_no = false,
    name = null, pat_med_card = null, inpatient_no = null, ${FACET_NAMES.map((facet) => `${facet} = null`).join(', ')}`;

/** A case that was switched keeps nothing but the way to the live one (D-09). */
export interface LeftCase {
  readonly patientId: number;
  readonly left: CaseReference;
  readonly to: Listed;
}

export const writeLeft = async (connection: Connection, cases: readonly LeftCase[]): Promise<void> => {
  if (cases.length === 0) return;
  const rows = latest(cases, ({ left }) => left).map(({ patientId, left, to }) => ({
    case_type: left.caseType,
    case_id: left.caseId,
    patient_id: patientId,
    to_type: to.reference.caseType,
    to_id: to.reference.caseId,
    created_time: to.createdTime,
    local_day: to.localDay,
  }));
  await connection.query(WRITE_LEFT, [JSON.stringify(rows)]);
};
