/** Why a row of a log did not become a milestone. */
export type DropReason =
  | 'no_case_key'
  | 'wrong_columns'
  | 'no_activity'
  | 'activity_not_mapped'
  | 'time_unreadable'
  | 'case_never_opened'
  | 'opening_unreadable'
  | 'later_occurrence'
  | 'same_row'
  | 'replaced_by_later'
  | 'already_imported'
  | 'already_set'
  | 'refused';

export interface Dropped {
  readonly line: number;
  readonly reason: DropReason;
  /** What tells rows of one reason apart: the activity, or the sentence of a refusal. */
  readonly detail: string;
  /** What the row has there; rows are not told apart by it. */
  readonly example?: string;
}

/** A row that the map knows, with its time. */
export interface LogStep {
  readonly line: number;
  readonly activity: string;
  /** ISO instant, whole seconds. */
  readonly at: string;
  /** Milliseconds since 1970. */
  readonly order: number;
}

/** All rows of one case of the log. */
export interface LogCase {
  readonly key: string;
  /** By catalogue path, the first that is not empty in the order of the file. */
  readonly person: ReadonlyMap<string, string>;
  readonly steps: readonly LogStep[];
  /** A row that may open a visit could not be read, so that nobody knows which visit the others belong to. */
  readonly isOpeningUnreadable: boolean;
}
