/** Why a command is refused: a stable code and the facts behind it. Statuses and sentences stand in `api/problems`. */
export type RejectionCode =
  | 'case_archived'
  | 'archive_transition'
  | 'archive_pending'
  | 'case_deleted'
  | 'case_switched'
  | 'not_deleted'
  | 'same_case_type'
  | 'unknown_case_type'
  | 'illness_grade_conflict'
  | 'ecg_row_unknown'
  | 'field_not_of_case_type'
  | 'not_a_milestone'
  | 'case_unknown';

/** The facts of a refusal, by path of the field they speak of where there is one. */
export type RejectionFacts = Readonly<Record<string, string | number | readonly string[]>>;

export class Rejection extends Error {
  override readonly name = 'Rejection';
  constructor(
    readonly code: RejectionCode,
    readonly facts: RejectionFacts = {},
  ) {
    super(code);
  }
}
