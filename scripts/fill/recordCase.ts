import { randomUUID } from 'node:crypto';
import type { PatientEvent } from '../../src/domain/patient/events.ts';
import { evolve, initialState, type PatientState } from '../../src/domain/patient/state.ts';
import type { Actor } from '../../src/domain/shared/actor.ts';
import type { AnyFact } from '../../src/domain/shared/anyFact.ts';
import { Rejection } from '../../src/domain/shared/rejection.ts';
import { encode, type Tail } from '../../src/eventstore/encode.ts';
import { NO_STREAM, type NewEvent } from '../../src/eventstore/port.ts';

/** One command about a visit: who gives it, and what the domain decides. */
export interface FillCommand {
  readonly actor: Actor;
  readonly decide: (state: PatientState) => readonly PatientEvent[];
}

/** The events of one new stream, as the store takes them. */
export interface RecordedCase {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly state: PatientState;
}

interface Decided {
  readonly facts: readonly AnyFact[];
  readonly state: PatientState;
}

/** A refusal that leaves a trace is recorded as the server records it (D-08); any other is a mistake of the filler. */
const decided = ({ decide }: FillCommand, state: PatientState): Decided => {
  try {
    const events = decide(state);
    return { facts: events, state: events.reduce((before: PatientState, event) => evolve(before, event), state) };
  } catch (error) {
    if (error instanceof Rejection && error.attempt) return { facts: [error.attempt], state };
    throw error;
  }
};

/** Decides the commands one after another and chains their events (D-33). @throws Rejection */
export const recordCase = (stream: string, commands: readonly FillCommand[], now: Date): RecordedCase => {
  let state = initialState();
  let tail: Tail = { revision: NO_STREAM };
  const events: NewEvent[] = [];
  for (const command of commands) {
    const { facts, state: after } = decided(command, state);
    const id = randomUUID();
    const origin = { ...command.actor, correlationId: id, causationId: id };
    const encoded = encode(facts, { stream, tail, origin, now });
    state = after;
    tail = encoded.tail;
    events.push(...encoded.events);
  }
  return { stream, events, state };
};
