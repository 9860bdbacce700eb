import type { EcgRowSent, EcgTime } from '../../patient/commands.ts';
import type { EcgList, FieldValue } from '../../patient/events.ts';
import { getField } from '../catalogue.ts';
import type { FieldProblem } from '../fieldProblem.ts';
import { toStored } from '../kinds.ts';
import type { Readable } from '../kinds/readers.ts';

export interface EcgRowsRead {
  readonly rows: readonly EcgRowSent[];
  /** `at` is the place below the list: `[0].ecg_fetch_time`. */
  readonly problems: readonly { readonly at: string; readonly problem: FieldProblem }[];
}

type Problems = { at: string; problem: FieldProblem }[];
type RowBody = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is RowBody => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

const imagesOf = (value: FieldValue | null): readonly string[] => (Array.isArray(value) ? value.filter(isText) : []);

/** A row sent twice: which of the two is meant cannot be told. */
const repeatedIds = (rows: readonly EcgRowSent[]): EcgRowsRead['problems'] => {
  const seen = new Set<number>();
  return rows.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    if (seen.has(id)) return [{ at: `[${index}].id`, problem: 'row_id_repeated' as const }];
    seen.add(id);
    return [];
  });
};

/**
 * Reads the rows of an ECG list (E-CASE-16, D-12). What a row leaves out stays absent; `null` or `""` for the whole
 * list means no rows.
 */
export const readEcgRows = (list: EcgList, raw: unknown, zone: string): EcgRowsRead => {
  const problems: Problems = [];
  const read = (row: RowBody, name: 'imgs' | EcgTime, index: number): Readable => {
    const reading = toStored(row[name], getField(`${list}[].${name}`), zone);
    if ('value' in reading) return reading;
    problems.push({ at: `[${index}].${name}`, problem: reading.problem });
    return { value: null };
  };
  const readRow = (row: RowBody, index: number): EcgRowSent => {
    const laterTimes = new Map<string, string>();
    const time = (name: EcgTime): string | null => {
      const { value, later } = read(row, name, index);
      if (later !== undefined) laterTimes.set(name, later);
      return typeof value === 'string' ? value : null;
    };
    return {
      ...(typeof row['id'] === 'number' && { id: row['id'] }),
      ...('imgs' in row && { imgs: imagesOf(read(row, 'imgs', index).value) }),
      ...('ecg_fetch_time' in row && { ecg_fetch_time: time('ecg_fetch_time') }),
      ...('ecg_diagnosis_time' in row && { ecg_diagnosis_time: time('ecg_diagnosis_time') }),
      ...(laterTimes.size > 0 && { later: Object.fromEntries(laterTimes) }),
    };
  };
  const sent: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const rows = sent.filter(isRow).map(readRow);
  return { rows, problems: [...problems, ...repeatedIds(rows)] };
};
