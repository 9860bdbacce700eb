import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { PATIENT_STREAMS, type PatientEvent } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { CommandHandler } from '../../eventstore/commandHandler.ts';
import type { ProjectionProgress } from '../../projections/progress.ts';
import type { ReadDatabase } from '../../projections/readDatabase.ts';

export type PatientCommands = CommandHandler<PatientState, PatientEvent>;

/** What is numbered: visits, and the cases of each type (D-35). */
export type SequenceName = 'patient' | `case_${CaseTypeName}`;

/** Pictures that were uploaded: clients name them by id or by URL (D-12). */
export interface Pictures {
  /** Relative URLs (`/media/…`) in the order asked for; undefined where nothing was uploaded under that name. */
  resolve(names: readonly string[]): Promise<readonly (string | undefined)[]>;
}

/** What the routes of cases work with. */
export interface CaseServices {
  readonly commands: PatientCommands;
  readonly db: ReadDatabase;
  readonly progress: ProjectionProgress;
  /** One new number for each name. */
  readonly nextIds: (names: readonly SequenceName[]) => Promise<readonly number[]>;
  readonly pictures: Pictures;
  readonly now: () => Date;
  /** The hospital's zone (D-41). */
  readonly zone: string;
  readonly unknownFields: 'refuse' | 'keep';
  /** Told how many values of fields that no catalogue names were kept (D-03). */
  readonly onUnknownFields: (fields: number) => void;
}

export const patientStream = (patientId: number): string => `${PATIENT_STREAMS}${patientId}`;
