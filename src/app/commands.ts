import * as patient from '../domain/patient/state.ts';
import type { PatientEvent } from '../domain/patient/events.ts';
import * as user from '../domain/user/state.ts';
import type { UserEvent } from '../domain/user/events.ts';
import { CommandHandler } from '../eventstore/commandHandler.ts';
import type { DecidedStates } from '../eventstore/decidedStates.ts';
import type { EventStore } from '../eventstore/port.ts';

export interface Commands {
  readonly patients: CommandHandler<patient.PatientState, PatientEvent>;
  readonly users: CommandHandler<user.UserState, UserEvent>;
}

/** The command handlers of this process, one an aggregate, on the server's clock. */
export const createCommands = (store: EventStore, decided?: DecidedStates<patient.PatientState>): Commands => {
  const options = { store, now: () => new Date() };
  return { patients: new CommandHandler(patient, { ...options, decided }), users: new CommandHandler(user, options) };
};
