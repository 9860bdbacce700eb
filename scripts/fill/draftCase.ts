import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import type { FillCommand } from './recordCase.ts';

/** A visit that has no numbers yet. */
export interface DraftCase {
  /** The types under which it stands or stood, each of which takes a number. */
  readonly types: readonly CaseTypeName[];
  /** @param caseIds in the order of `types` */
  readonly commands: (patientId: number, caseIds: readonly number[]) => readonly FillCommand[];
}
