import type { TimeProblem } from '../shared/times.ts';

/** What can be wrong with one field of a body; sentences stand at the edge. */
export type FieldProblem =
  | TimeProblem
  | 'date_impossible'
  | 'wrong_type'
  | 'not_a_choice'
  /** The word by which filters and charts name what is empty. */
  | 'word_for_empty'
  | 'number_range'
  | 'number_impossible'
  /** Two places of one body that mean the same field say different things. */
  | 'sent_twice'
  /** Two rows of one list carry the same id. */
  | 'row_id_repeated'
  | 'field_not_of_case_type'
  /** A key that could not be given back under its own path. */
  | 'key_unusable';
