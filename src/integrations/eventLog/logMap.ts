import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';

/** What an activity of the log means. */
export interface StepRule {
  /** Catalogue path of the milestone that the step records. */
  readonly path: string;
  /** The step opens a visit. */
  readonly opens: boolean;
  /** Only the first occurrence in a case of the log counts. */
  readonly first: boolean;
}

/** How the columns and activities of a log become visits and milestones. */
export interface LogMap {
  readonly caseType: CaseTypeName;
  readonly delimiter: string;
  /** A label of the WHATWG encoding standard, such as `utf-8` or `gb18030`. */
  readonly encoding: string;
  /** Names of columns. */
  readonly caseKey: string;
  readonly activity: string;
  readonly time: string;
  /** In the tokens of date-fns. */
  readonly timeFormat: string;
  /** Whose wall times the log shows. */
  readonly zone: string;
  /** By catalogue path of a field of the person, the column that holds it. */
  readonly patient: ReadonlyMap<string, string>;
  readonly activities: ReadonlyMap<string, StepRule>;
}
