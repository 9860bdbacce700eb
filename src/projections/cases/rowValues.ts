import { FIELDS } from '../../domain/catalogue/catalogue.ts';
import { ECG_LISTS } from '../../domain/catalogue/ecgLists.ts';
import { filterMatchOf } from '../../domain/catalogue/kinds.ts';
import type { EcgRow, FieldValue } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';

const FIELDS_OF_ROWS = ECG_LISTS.map((list) => ({
  list,
  fields: FIELDS.filter((field) => field.path.startsWith(`${list}[].`) && filterMatchOf(field) !== undefined),
}));

const textOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);

const textsIn = (rows: readonly EcgRow[], name: string): readonly string[] =>
  rows.flatMap((row) => textOf(new Map(Object.entries(row)).get(name)));

/** What the rows of lists hold, side by side under the path of the field: a case is found by any one of them (D-20). */
export const rowValues = (ecg: PatientState['ecg']): Readonly<Record<string, FieldValue>> => {
  const found: Record<string, FieldValue> = {};
  for (const { list, fields } of FIELDS_OF_ROWS) {
    if (ecg[list].length === 0) continue;
    for (const { path, name } of fields) found[path] = textsIn(ecg[list], name);
  }
  return found;
};
