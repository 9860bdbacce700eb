import type { PatientEvent } from '../domain/patient/events.ts';
import type { PatientState } from '../domain/patient/state.ts';
import type { AnyFact } from '../domain/shared/anyFact.ts';
import type { Decoded } from '../eventstore/codec.ts';

/** The part of a PostgreSQL connection that a read model uses; the tables it names are found through `search_path`. */
export interface Connection {
  query<Row extends object>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** One event of a patient with the record as it stood before and after it. */
export interface PatientStep {
  readonly patientId: number;
  readonly event: Decoded<PatientEvent>;
  readonly before: PatientState;
  readonly after: PatientState;
}

/** What a read model is given: events in position order, never twice, never with a gap. */
export interface ProjectionBatch {
  /** The events of `patient-…` streams, folded. */
  readonly steps: readonly PatientStep[];
  /** The events of every other stream. */
  readonly others: readonly Decoded<AnyFact>[];
  /** Instants are shown, and days are cut, in this zone (D-41), e.g. `Asia/Shanghai`. */
  readonly zone: string;
}

export interface ReadModelTable {
  readonly name: string;
  /** Business key: the order in which rows are compared with a rebuild. */
  readonly key: readonly string[];
}

/** Gathers what follows from several batches and writes it at once, so that a row which ten of them change is written once. */
export interface Loader {
  /** Batches in the order of the log, all with the zone of the load; keeps no more of them than what it has to write. */
  add(batch: ProjectionBatch): void;
  /** Once, at the end, with the same outcome as if each batch had been applied. */
  write(connection: Connection): Promise<void>;
}

/**
 * A read model: rows that follow from the log and from nothing else.
 * The runner commits its rows together with its checkpoint, so an event takes effect once.
 */
export interface ReadModel {
  /** A literal that is never changed: checkpoints are kept under it. */
  readonly name: string;
  /** Raised when tables or meaning change; the new one is built beside the live one. */
  readonly version: number;
  readonly tables: readonly ReadModelTable[];
  /** Creates the tables with their primary keys, unqualified, in the first schema of `search_path`. */
  createTables(connection: Connection): Promise<void>;
  /** Creates what only queries need; after the load when rebuilding. */
  createIndexes(connection: Connection): Promise<void>;
  /** Never throws for what an event says: it was recorded, so it happened. */
  apply(connection: Connection, batch: ProjectionBatch): Promise<void>;
  /** For a rebuild, which is several times faster with it; without it, many batches are applied as one. */
  readonly startLoad?: (zone: string) => Loader;
}
