import { isJsonObject } from '../../shared/jsonObject.ts';
import type { EcgList, EcgRow, FieldValue } from '../../patient/events.ts';
import { formatInstant } from '../../shared/times.ts';
import type { CaseTypeName } from '../caseTypes.ts';
import { ECG_LISTS } from '../ecgLists.ts';
import { emptyOf, toShown } from '../kinds.ts';
import { caseTree, fieldPlaces, type FieldPlace, type TreeBlock } from './caseTree.ts';

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

/** Every field of the block and of those below it, unset ones too. */
const fullDocument = (block: TreeBlock, values: CaseContent['values'], zone: string): Document => {
  const document: Document = {};
  for (const field of block.fields) {
    const value = values[field.path];
    document[field.name] = value === undefined ? emptyOf(field) : toShown(value, field, zone);
  }
  for (const below of block.blocks) document[below.key] = fullDocument(below, values, zone);
  return document;
};

const nested = (block: TreeBlock, documents: ReadonlyMap<string, Document>): Document => {
  const document = documents.get(block.path) ?? {};
  for (const below of block.blocks) document[below.key] = nested(below, documents);
  return document;
};

const setPlaces = (caseType: CaseTypeName, values: CaseContent['values']): readonly FieldPlace[] => {
  const places = fieldPlaces(caseType);
  const set: FieldPlace[] = [];
  for (const path of Object.keys(values)) {
    const place = places.get(path);
    if (place) set.push(place);
  }
  return set.sort((a, b) => a.order - b.order);
};

/** Only what is set, which is a tenth of what a type has: every write renders a row this way. */
const sparseDocument = (caseType: CaseTypeName, values: CaseContent['values'], zone: string): Document => {
  const documents = new Map<string, Document>();
  for (const { field, block } of setPlaces(caseType, values)) {
    const value = values[field.path];
    if (value === undefined) continue;
    const document = documents.get(block) ?? {};
    document[field.name] = toShown(value, field, zone);
    documents.set(block, document);
  }
  return nested(caseTree(caseType), documents);
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

/** Puts what no catalogue names back where it was sent; a field that a later release declared keeps its place. */
const putUnknown = (document: Document, path: string, value: unknown): void => {
  const segments = path.split('.');
  const name = segments.pop() ?? path;
  const block = segments.reduce<unknown>((below, key) => (isJsonObject(below) ? below[key] : undefined), document);
  if (isJsonObject(block) && !Object.hasOwn(block, name)) block[name] = value;
};

/**
 * A case in the clients' shape, keys in catalogue order: instants as local times, codes as they are, every block
 * present. Ids and names of the case itself are the caller's to add.
 */
export const caseDocument = (caseType: CaseTypeName, content: CaseContent, form: DocumentForm): Document => {
  const { values } = content;
  const document =
    form.unset === 'null'
      ? fullDocument(caseTree(caseType), values, form.zone)
      : sparseDocument(caseType, values, form.zone);
  putEcg(document, content.ecg, form);
  for (const [path, value] of Object.entries(content.unknown)) putUnknown(document, path, value);
  return document;
};
