import { Rejection } from '../shared/rejection.ts';
import type { EcgRowSent } from './commands.ts';
import type { EcgList, EcgRow, PatientEvent } from './events.ts';
import type { PatientState } from './state.ts';

const NEW_ROW = { imgs: [], ecg_fetch_time: null, ecg_diagnosis_time: null };

/** What is absent keeps its value; `null` clears (D-02). A time that may mean the known one does (D-04). */
const kept = <T>(sent: T | undefined, known: T, later?: T): T => (sent === undefined || later === known ? known : sent);

const filled = (id: number, sent: EcgRowSent, known: Omit<EcgRow, 'id'> = NEW_ROW): EcgRow => ({
  id,
  imgs: kept(sent.imgs, known.imgs),
  ecg_fetch_time: kept(sent.ecg_fetch_time, known.ecg_fetch_time, sent.later?.ecg_fetch_time),
  ecg_diagnosis_time: kept(sent.ecg_diagnosis_time, known.ecg_diagnosis_time, sent.later?.ecg_diagnosis_time),
});

const isSame = (a: EcgRow, b: EcgRow): boolean =>
  a.ecg_fetch_time === b.ecg_fetch_time &&
  a.ecg_diagnosis_time === b.ecg_diagnosis_time &&
  a.imgs.join('\n') === b.imgs.join('\n');

const changed = (list: EcgList, known: readonly EcgRow[], sent: readonly EcgRowSent[]): PatientEvent[] =>
  sent.flatMap((row, index): PatientEvent[] => {
    if (row.id === undefined) return [];
    const before = known.find(({ id }) => id === row.id);
    if (!before) throw new Rejection('ecg_row_unknown', { [`${list}_in[${index}].id`]: row.id });
    const after = filled(row.id, row, before);
    return isSame(before, after) ? [] : [{ type: 'EcgChanged', data: { list, row: after } }];
  });

/**
 * What a sent list means for the rows that are kept: with id = change, without = add, missing = remove (D-12).
 * @param lastId the highest id handed out so far
 * @throws Rejection ecg_row_unknown
 */
export const ecgEvents = (
  list: EcgList,
  sent: readonly EcgRowSent[],
  { ecg, lastId }: { readonly ecg: PatientState['ecg']; readonly lastId: number },
): PatientEvent[] => {
  const known = ecg[list];
  const sentIds = new Set(sent.map(({ id }) => id));
  const removed = known
    .filter(({ id }) => !sentIds.has(id))
    .map(({ id }): PatientEvent => ({ type: 'EcgRemoved', data: { list, id } }));
  const added = sent
    .filter(({ id }) => id === undefined)
    .map((row, index): PatientEvent => ({ type: 'EcgAdded', data: { list, row: filled(lastId + 1 + index, row) } }));
  return [...changed(list, known, sent), ...removed, ...added];
};
