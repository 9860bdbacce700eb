import { LRUCache } from 'lru-cache';
import type { PatientEvent } from '../domain/patient/events.ts';
import { evolve, initialState } from '../domain/patient/state.ts';
import type { PatientState } from '../domain/patient/state.ts';
import { decode } from '../eventstore/codec.ts';
import type { Decoded } from '../eventstore/codec.ts';
import type { StoredEvent } from '../eventstore/port.ts';
import { stateFrom } from './foldCodec.ts';
import type { Connection, PatientStep, ProjectionBatch } from './projection.ts';

/** A patient as folded up to one revision of the stream. */
interface Folded {
  readonly revision: number;
  readonly state: PatientState;
}

/** A stream's event that does not follow the one before it. */
export interface Gap {
  readonly stream: string;
  readonly revision: number;
}

export interface FoldedBatch extends Omit<ProjectionBatch, 'zone'> {
  readonly changed: ReadonlyMap<number, Folded>;
  readonly gaps: readonly Gap[];
}

/**
 * The folded patients of one schema, with those used last kept in memory.
 * After a failed transaction memory may be ahead of the tables, so a fold ends with it.
 */
export interface Fold {
  /** Folds events that lie after the checkpoint; what is not in memory is loaded in one query. */
  fold(connection: Connection, events: readonly StoredEvent[]): Promise<FoldedBatch>;
}

const PATIENT_STREAM = /^patient-([1-9]\d{0,14})$/;

const patientIdOf = (stream: string): number | undefined => {
  const digits = PATIENT_STREAM.exec(stream)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const load = async (connection: Connection, ids: readonly number[]): Promise<[number, Folded][]> => {
  if (ids.length === 0) return [];
  const { rows } = await connection.query<{ id: string; revision: number; state: string }>(
    'select patient_id::text as id, revision, state from patient_states where patient_id = any($1::bigint[])',
    [ids],
  );
  return rows.map(({ id, revision, state }) => [Number(id), { revision, state: stateFrom(state) }]);
};

const unborn = (): Folded => ({ revision: -1, state: initialState() });

/** The first event of each patient tells who must be loaded: at revision 0 there is nothing to load. */
const wantedIds = (events: readonly StoredEvent[], inMemory: (id: number) => boolean): number[] => {
  const wanted = new Map<number, boolean>();
  for (const { stream, revision } of events) {
    const id = patientIdOf(stream);
    if (id !== undefined && !wanted.has(id)) wanted.set(id, revision > 0 && !inMemory(id));
  }
  return [...wanted].flatMap(([id, missing]) => (missing ? [id] : []));
};

interface Folding {
  readonly steps: PatientStep[];
  readonly others: Decoded<{ type: string; data: unknown }>[];
  readonly gaps: Gap[];
  readonly changed: Map<number, Folded>;
}

const foldEvent = (folding: Folding, [patientId, known]: readonly [number, Folded], stored: StoredEvent): void => {
  const { stream, revision } = stored;
  if (revision <= known.revision) return;
  if (revision > known.revision + 1) folding.gaps.push({ stream, revision });
  const event = decode<PatientEvent>(stored);
  const after = evolve(known.state, event);
  folding.steps.push({ patientId, event, before: known.state, after });
  folding.changed.set(patientId, { revision, state: after });
};

/** @param capacity how many patients stay in memory */
export const createFold = (capacity: number): Fold => {
  const memory = new LRUCache<number, Folded>({ max: capacity });
  return {
    fold: async (connection, events) => {
      const loaded = new Map(
        await load(
          connection,
          wantedIds(events, (id) => memory.has(id)),
        ),
      );
      const folding: Folding = { steps: [], others: [], gaps: [], changed: new Map() };
      for (const stored of events) {
        const id = patientIdOf(stored.stream);
        if (id === undefined) folding.others.push(decode(stored));
        else foldEvent(folding, [id, folding.changed.get(id) ?? loaded.get(id) ?? memory.get(id) ?? unborn()], stored);
      }
      for (const [id, folded] of folding.changed) memory.set(id, folded);
      return folding;
    },
  };
};

/** Writes the folded patients in one statement; their JSON travels as it is, without being quoted once more. */
export const saveStates = async (connection: Connection, changed: FoldedBatch['changed']): Promise<void> => {
  if (changed.size === 0) return;
  const rows = [...changed].map(([id, { revision, state }]) => `[${id},${revision},${JSON.stringify(state)}]`);
  await connection.query(
    `insert into patient_states (patient_id, revision, state)
     select (e->>0)::bigint, (e->>1)::int, (e->2)::text from json_array_elements($1::json) e
     on conflict (patient_id) do update set revision = excluded.revision, state = excluded.state`,
    [`[${rows.join(',')}]`],
  );
};
