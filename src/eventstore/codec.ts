import type { AnyFact } from '../domain/shared/anyFact.ts';
import type { Metadata } from './metadata.ts';
import type { Position, StoredEvent } from './port.ts';
import { hasOldShapes, upcast } from './upcasting.ts';

/** A stored event, parsed and brought to the newest shape of its type. */
export type Decoded<Event extends AnyFact> = Event & {
  readonly id: string;
  readonly metadata: Metadata;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
};

/** Parses the texts of an event. The shapes are those that this codec's twin wrote, so they are not checked again. */
export const decode = <Event extends AnyFact>(stored: StoredEvent): Decoded<Event> => {
  const metadata = JSON.parse(stored.metadata) as Metadata;
  const { type, data } = upcast(stored.type, JSON.parse(stored.data), metadata.schemaVersion);
  const { id, stream, revision, position } = stored;
  return { id, type, data, metadata, stream, revision, position } as Decoded<Event>;
};

/** What happened, without who entered it: all that a fold needs. */
export const factOf = <Event extends AnyFact>({ type, data, metadata }: StoredEvent): Event =>
  (hasOldShapes(type)
    ? upcast(type, JSON.parse(data), (JSON.parse(metadata) as Metadata).schemaVersion)
    : { type, data: JSON.parse(data) }) as Event;

/** The hash of the stream's previous event that this one carries; undefined on the first. */
export const previousHashOf = ({ metadata }: StoredEvent): string | undefined =>
  (JSON.parse(metadata) as Metadata).previousHash;

/** When an event was entered, ISO instant. */
export const recordedAtOf = ({ metadata }: StoredEvent): string => (JSON.parse(metadata) as Metadata).recordedAt;

/** The command that an event came of. */
export const causationOf = ({ metadata }: StoredEvent): string => (JSON.parse(metadata) as Metadata).causationId;
