import * as patient from '../domain/patient/state.ts';
import type { PatientEvent } from '../domain/patient/events.ts';
import * as user from '../domain/user/state.ts';
import type { UserEvent } from '../domain/user/events.ts';
import { settled } from '../api/cases/readYourWrites.ts';
import { CommandHandler } from '../eventstore/commandHandler.ts';
import type { DecidedStates } from '../eventstore/decidedStates.ts';
import type { EventStore, Position } from '../eventstore/port.ts';
import type { LogVerdict } from '../projections/logVerdict.ts';
import { findPatientSnapshot } from '../projections/patientState.ts';
import type { ProjectionProgress } from '../projections/progress.ts';
import type { ReadDatabase } from '../projections/readDatabase.ts';

export interface Commands {
  readonly patients: CommandHandler<patient.PatientState, PatientEvent>;
  readonly users: CommandHandler<user.UserState, UserEvent>;
}

export interface Beside {
  readonly decided?: DecidedStates<patient.PatientState> | undefined;
  /** Of read models in which those who send commands look for them. */
  readonly progress?: ProjectionProgress;
  /** With the folded patients. */
  readonly db?: ReadDatabase;
  /** Of those read models on the log. */
  readonly verdict?: LogVerdict;
}

/** The command handlers of this process, one an aggregate, on the server's clock. */
export const createCommands = (store: EventStore, { decided, progress, db, verdict }: Beside = {}): Commands => {
  const options = { store, now: () => new Date(), isOtherLog: verdict && (() => verdict.isOther) };
  const attempted = progress && ((position: Position): Promise<unknown> => settled(progress, position));
  const findSnapshot = db && ((stream: string) => findPatientSnapshot(db, stream));
  const patients = new CommandHandler(patient, { ...options, decided, attempted, findSnapshot });
  const users = new CommandHandler(user, options);
  for (const handler of [patients, users]) verdict?.onDoubt(() => handler.forget());
  return { patients, users };
};
