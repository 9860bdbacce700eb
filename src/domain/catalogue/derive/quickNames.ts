import { remembering } from '../../shared/remembering.ts';
import { fieldsOf } from '../catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../caseTypes.ts';

export interface QuickName {
  /** What a wristband scan sends as `field`: `rs_medication_time`. */
  readonly quickName: string;
  readonly path: string;
}

/** The milestones of a case type that a wristband may record, under their short names (E-WRIST-04, D-13). */
export const quickNamesOf = (caseType: CaseTypeName): readonly QuickName[] =>
  fieldsOf(caseType).flatMap(({ quick, name, path }) =>
    quick === undefined ? [] : [{ quickName: `${quick}${name}`, path }],
  );

const pathsOf = remembering(
  CASE_TYPE_NAMES.length,
  (caseType: CaseTypeName): ReadonlyMap<string, string> =>
    new Map(quickNamesOf(caseType).map(({ quickName, path }) => [quickName, path])),
);

/** The path that a quick name means in a case type; undefined for what is none of its times. */
export const findQuickPath = (caseType: CaseTypeName, quickName: string): string | undefined =>
  pathsOf(caseType).get(quickName);
