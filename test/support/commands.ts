import { randomUUID } from 'node:crypto';
import type { PatientEvent } from '../../src/domain/patient/events.ts';
import { evolve, initialState, isAttempt, type PatientState } from '../../src/domain/patient/state.ts';
import type { CommandContext } from '../../src/eventstore/command.ts';
import { CommandHandler } from '../../src/eventstore/commandHandler.ts';
import type { EventStore } from '../../src/eventstore/port.ts';
import type { FindSnapshot } from '../../src/eventstore/snapshot.ts';

export const context = (some: Partial<CommandContext> = {}): CommandContext => ({
  commandId: randomUUID(),
  correlationId: randomUUID(),
  actor: { userId: 1, user: 'nurse', client: 'web', address: '10.0.0.7' },
  ...some,
});

export const patientCommands = (
  store: EventStore,
  now: () => Date = () => new Date(),
  findSnapshot?: FindSnapshot<PatientState>,
): CommandHandler<PatientState, PatientEvent> =>
  new CommandHandler({ initialState, evolve, isAttempt }, { store, now, findSnapshot });
