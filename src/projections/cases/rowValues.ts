import { FIELDS } from '../../domain/catalogue/catalogue.ts';
import { ECG_LISTS } from '../../domain/catalogue/ecgLists.ts';
import { filterMatchOf } from '../../domain/catalogue/kinds.ts';
import type { EcgRow, FieldValue } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';

const FIELDS_OF_ROWS = ECG_LISTS.map((list) => ({
  list,
  fields: FIELDS.filter((field) => field.path.startsWith(`${list}[].`) && filterMatchOf(field) !== undefined),
}));

const textsIn = (rows: readonly EcgRow[], name: string): readonly string[] =>
  rows.map((row): unknown => Reflect.get(row, name)).filter((value) => typeof value === 'string');

type Values = Readonly<Record<string, FieldValue>>;

/**
 * The values with what the rows of lists hold, side by side under the path of the field: a case is found by any one of
 * them (D-20). Nearly every write is of a case without rows, whose values are not copied.
 */
export const withRowValues = (values: Values, ecg: PatientState['ecg']): Values => {
  if (ECG_LISTS.every((list) => ecg[list].length === 0)) return values;
  const found: Record<string, FieldValue> = { ...values };
  for (const { list, fields } of FIELDS_OF_ROWS) {
    if (ecg[list].length === 0) continue;
    for (const { path, name } of fields) found[path] = textsIn(ecg[list], name);
  }
  return found;
};
