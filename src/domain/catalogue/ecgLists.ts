import type { EcgList } from '../patient/events.ts';

/** The two lists of ECGs that a case keeps as rows of their own (E-CASE-16). */
export const ECG_LISTS: readonly EcgList[] = ['pre_ecg', 'inside_ecg'];

/** A list, or a field of its rows such as `pre_ecg[].imgs`. */
export const isEcgPath = (path: string): boolean =>
  ECG_LISTS.some((list) => path === list || path.startsWith(`${list}[]`));
