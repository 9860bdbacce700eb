import type { Actor } from '../domain/shared/actor.ts';

/** What is stored beside the data of every event. */
export interface Metadata extends Actor {
  /** One request. */
  readonly correlationId: string;
  /** The command that made the event: the events of one append share it. */
  readonly causationId: string;
  /** The server's clock when it was entered, ISO 8601 UTC; never decreases within a stream (D-11). */
  readonly recordedAt: string;
  /** The version of the data's shape, from 1. */
  readonly schemaVersion: number;
  /** SHA-256 of the stream's previous event, hex; absent on the first. */
  readonly previousHash?: string;
}
