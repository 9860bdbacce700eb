import { ECG_LISTS } from '../catalogue/ecgLists.ts';
import { Rejection } from '../shared/rejection.ts';
import type { CaseChanges, EcgRowSent } from './commands.ts';
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

/** Rows that are named by an id which no row has. @throws Rejection ecg_row_unknown with the place of each */
export const refuseUnknownRows = (sent: CaseChanges['ecg'], ecg: PatientState['ecg']): void => {
  const unknown = ECG_LISTS.flatMap((list) => {
    const known = new Set(ecg[list].map(({ id }) => id));
    return (sent[list] ?? []).flatMap(({ id }, index) =>
      id === undefined || known.has(id) ? [] : [[`${list}_in[${index}].id`, id] as const],
    );
  });
  if (unknown.length > 0) throw new Rejection('ecg_row_unknown', Object.fromEntries(unknown));
};

const changed = (list: EcgList, known: readonly EcgRow[], sent: readonly EcgRowSent[]): PatientEvent[] =>
  sent.flatMap((row): PatientEvent[] => {
    const before = known.find(({ id }) => id === row.id);
    if (!before) return [];
    const after = filled(before.id, row, before);
    return isSame(before, after) ? [] : [{ type: 'EcgChanged', data: { list, row: after } }];
  });

/**
 * What a sent list means for the rows that are kept: with id = change, without = add, missing = remove (D-12).
 * @param lastId the highest id handed out so far
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
