import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { caseDocument } from '../../domain/catalogue/derive/caseDocument.ts';
import { isJsonObject } from '../../domain/shared/jsonObject.ts';
import { remembering } from '../../domain/shared/remembering.ts';
import { CASE_TYPE_NAMES } from '../../domain/catalogue/caseTypes.ts';
import { withAbsoluteMedia } from '../../projections/cases/mediaUrls.ts';

type Document = Readonly<Record<string, unknown>>;

/** A case in which nothing is set: what a list row leaves out. */
const unsetCase: (caseType: CaseTypeName) => Document = remembering(CASE_TYPE_NAMES.length, (caseType) => ({
  illness_grade: null,
  ...caseDocument(
    caseType,
    { values: {}, ecg: { pre_ecg: [], inside_ecg: [] }, unknown: {} },
    { unset: 'null', zone: 'UTC' },
  ),
}));

const overlaid = (below: Document, above: Document): Document => {
  const result: Record<string, unknown> = { ...below, ...above };
  for (const [key, value] of Object.entries(below)) {
    const over = above[key];
    if (isJsonObject(value) && isJsonObject(over)) result[key] = overlaid(value, over);
  }
  return result;
};

/** The detail of a list row: the same shape with every field that is unset put back as `null` or `[]`. */
export const detailJson = (caseType: CaseTypeName, row: string, origin: string): string => {
  const set: unknown = JSON.parse(row);
  const detail = isJsonObject(set) ? overlaid(unsetCase(caseType), set) : set;
  return withAbsoluteMedia(JSON.stringify(detail), origin);
};
