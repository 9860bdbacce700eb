import type { EventStore, NewEvent } from '../../src/eventstore/port.ts';

/** What a check needs of the way to the store; a store inside the test's own memory has none. */
export interface Network {
  /** A further client of the same store; the subject closes it at its own end. */
  openAnother(): Promise<EventStore>;
  /** Cuts every connection that is open now; new ones are let through. */
  cutConnections(): Promise<void>;
  /** Cuts every connection and lets none through until `restore`. */
  sever(): Promise<void>;
  restore(): Promise<void>;
  /** The store commits the next append, but the connection is cut before its answer arrives. */
  loseNextAnswer(): Promise<void>;
  /** For a writer in a process of its own: a TypeScript module that exports `openStore(address): Promise<EventStore>`. */
  readonly writer: { readonly modulePath: string; readonly address: string };
}

/** One store under test, and what the checks do to it. */
export interface ContractSubject {
  readonly store: EventStore;
  /** How long a check waits for what must come, in ms, before it fails. */
  readonly patience: number;
  /** Turns an event into one that this store itself refuses, for a reason other than revision and size. */
  poison(event: NewEvent): NewEvent;
  readonly network?: Network;
  close(): Promise<void>;
}

/** A subject that breaks one promise on purpose. */
export type Fault = (subject: ContractSubject) => ContractSubject;

export interface ContractCheck {
  /** The promise, present tense: the name of the test. */
  readonly name: string;
  /** Throws when the promise is broken. */
  run(subject: ContractSubject): Promise<void>;
  /** Named ways to break the promise; the check must throw on each, so that it is not forgiving. */
  readonly faults: Readonly<Record<string, Fault>>;
}
