import type { AnyFact } from './anyFact.ts';

/** Why a command is refused: a stable code and the facts behind it. Statuses and sentences stand in `api/problems`. */
export type RejectionCode =
  | 'case_unknown'
  | 'case_deleted'
  | 'case_switched'
  | 'case_archived'
  | 'archive_pending'
  | 'archive_transition'
  | 'same_case_type'
  | 'unknown_case_type'
  | 'illness_grade_conflict'
  | 'sent_twice'
  | 'ecg_row_unknown'
  | 'not_a_milestone'
  | 'not_yet';

/** The facts of a refusal, by path of the field they speak of where there is one. */
export type RejectionFacts = Readonly<Record<string, string | number | readonly string[]>>;

export class Rejection extends Error {
  override readonly name = 'Rejection';
  constructor(
    readonly code: RejectionCode,
    readonly facts: RejectionFacts = {},
    /** What goes into the log although the command is refused: the attempt itself (D-08). */
    readonly attempt?: AnyFact,
  ) {
    super(code);
  }
}
