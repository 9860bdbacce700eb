import type { EcgList, EcgRow, FieldValue } from '../../patient/events.ts';
import { formatInstant } from '../../shared/times.ts';
import type { CaseTypeName } from '../caseTypes.ts';
import { ECG_LISTS } from '../ecgLists.ts';
import { emptyOf, toShown } from '../kinds.ts';
import { caseTree, type TreeBlock } from './caseTree.ts';

/** What a case holds: recorded and derived values together, by catalogue path. */
export interface CaseContent {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly ecg: Readonly<Record<EcgList, readonly EcgRow[]>>;
  readonly unknown: Readonly<Record<string, unknown>>;
}

export interface DocumentForm {
  /** Unset fields as `null` or `[]` (details), or left out (lists); blocks are there in both. */
  readonly unset: 'null' | 'omit';
  /** Of the local times. */
  readonly zone: string;
}

type Document = Record<string, unknown>;

const blockDocument = (block: TreeBlock, values: CaseContent['values'], form: DocumentForm): Document => {
  const document: Document = {};
  for (const field of block.fields) {
    const value = values[field.path];
    if (value !== undefined) document[field.name] = toShown(value, field, form.zone);
    else if (form.unset === 'null') document[field.name] = emptyOf(field);
  }
  for (const below of block.blocks) document[below.key] = blockDocument(below, values, form);
  return document;
};

const shownTime = (at: string | null, zone: string): string | null => (at === null ? null : formatInstant(at, zone));

const ecgDocument = (row: EcgRow, zone: string): Document => ({
  id: row.id,
  imgs: row.imgs,
  ecg_fetch_time: shownTime(row.ecg_fetch_time, zone),
  ecg_diagnosis_time: shownTime(row.ecg_diagnosis_time, zone),
});

const putEcg = (document: Document, ecg: CaseContent['ecg'], { unset, zone }: DocumentForm): void =>
  ECG_LISTS.forEach((list) => {
    if (unset === 'null' || ecg[list].length > 0) document[list] = ecg[list].map((row) => ecgDocument(row, zone));
  });

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts what no catalogue names back where it was sent; a field that a later release declared keeps its place. */
const putUnknown = (document: Document, path: string, value: unknown): void => {
  const segments = path.split('.');
  const name = segments.pop() ?? path;
  const block = segments.reduce<unknown>((below, key) => (isDocument(below) ? below[key] : undefined), document);
  if (isDocument(block) && !Object.hasOwn(block, name)) block[name] = value;
};

/**
 * A case in the clients' shape, keys in catalogue order: instants as local times, codes as they are, every block
 * present. Ids and names of the case itself are the caller's to add.
 */
export const caseDocument = (caseType: CaseTypeName, content: CaseContent, form: DocumentForm): Document => {
  const document = blockDocument(caseTree(caseType), content.values, form);
  putEcg(document, content.ecg, form);
  for (const [path, value] of Object.entries(content.unknown)) putUnknown(document, path, value);
  return document;
};
