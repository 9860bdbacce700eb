import { LRUCache } from 'lru-cache';
import { PATIENT_STREAMS, type PatientEvent } from '../domain/patient/events.ts';
import { evolve, initialState } from '../domain/patient/state.ts';
import type { PatientState } from '../domain/patient/state.ts';
import type { AnyFact } from '../domain/shared/anyFact.ts';
import { integerArray, textArray } from '../eventstore/arrays.ts';
import { decode } from '../eventstore/codec.ts';
import type { Decoded } from '../eventstore/codec.ts';
import type { StoredEvent } from '../eventstore/port.ts';
import { stateFrom } from './foldCodec.ts';
import type { Connection, PatientStep, ProjectionBatch } from './projection.ts';

/** A patient as folded up to one revision of the stream. */
export interface Folded {
  readonly revision: number;
  readonly state: PatientState;
}

/** A stream's event that does not follow the one before it. */
export interface Gap {
  readonly stream: string;
  readonly revision: number;
}

/** A patient as kept in the tables. */
export interface Changed extends Folded {
  /** Of the event at this revision, which tells of what history the state is. */
  readonly eventId: string;
}

export interface FoldedBatch extends Omit<ProjectionBatch, 'zone'> {
  readonly changed: ReadonlyMap<number, Changed>;
  readonly gaps: readonly Gap[];
}

/** The state right before an event, where this process has decided on it. */
export type Recall = (event: Decoded<PatientEvent>) => PatientState | undefined;

/**
 * The folded patients of one schema, with those used last kept in memory.
 * After a failed transaction memory may be ahead of the tables, so a fold ends with it.
 */
export interface Fold {
  /** Folds events that lie after the checkpoint; what nobody has in memory is loaded in one query. */
  fold(connection: Connection, events: readonly StoredEvent[], recall?: Recall): Promise<FoldedBatch>;
}

const PATIENT_STREAM = new RegExp(`^${PATIENT_STREAMS}([1-9]\\d{0,14})$`);

/** Undefined for streams of others. */
export const patientIdOf = (stream: string): number | undefined => {
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

type Told = readonly [number | undefined, Decoded<PatientEvent>];

const told = (stored: StoredEvent): Told => [patientIdOf(stored.stream), decode(stored)];

/** The patients of a batch as they stood before it; their first events tell who must be loaded. */
const knownBefore = async (
  connection: Connection,
  events: readonly Told[],
  inMemory: (event: Decoded<PatientEvent>, id: number) => Folded | undefined,
): Promise<Map<number, Folded>> => {
  const known = new Map<number, Folded>();
  const wanted = new Set<number>();
  for (const [id, event] of events) {
    if (id === undefined || known.has(id) || wanted.has(id)) continue;
    const found = inMemory(event, id);
    if (found) known.set(id, found);
    else wanted.add(id);
  }
  for (const [id, folded] of await load(connection, [...wanted])) known.set(id, folded);
  return known;
};

interface Folding {
  readonly steps: PatientStep[];
  readonly others: Decoded<AnyFact>[];
  readonly gaps: Gap[];
  readonly changed: Map<number, Changed>;
}

const foldEvent = (
  folding: Folding,
  [patientId, known]: readonly [number, Folded],
  event: Decoded<PatientEvent>,
): void => {
  const { stream, revision, id: eventId } = event;
  if (revision <= known.revision) return;
  if (revision > known.revision + 1) folding.gaps.push({ stream, revision });
  const after = evolve(known.state, event);
  folding.steps.push({ patientId, event, before: known.state, after });
  folding.changed.set(patientId, { revision, state: after, eventId });
};

const knownTo =
  (memory: LRUCache<number, Folded>, recall: Recall | undefined) =>
  (event: Decoded<PatientEvent>, id: number): Folded | undefined => {
    const state = recall?.(event);
    const known = memory.get(id);
    if (known || event.revision === 0) return known ?? unborn();
    return state && { revision: event.revision - 1, state };
  };

/** @param capacity how many patients stay in memory */
export const createFold = (capacity: number): Fold => {
  const memory = new LRUCache<number, Folded>({ max: capacity });
  return {
    fold: async (connection, stored, recall) => {
      const events = stored.map(told);
      const before = await knownBefore(connection, events, knownTo(memory, recall));
      const folding: Folding = { steps: [], others: [], gaps: [], changed: new Map() };
      for (const [id, event] of events) {
        if (id === undefined) folding.others.push(event);
        else foldEvent(folding, [id, folding.changed.get(id) ?? before.get(id) ?? unborn()], event);
      }
      for (const [id, folded] of folding.changed) memory.set(id, folded);
      return folding;
    },
  };
};

/** JSON text never holds a raw control character, so texts joined by one need no quoting on the way. */
const SEPARATOR = '\u001e';

/** Writes the folded patients in one statement. */
export const saveStates = async (connection: Connection, changed: FoldedBatch['changed']): Promise<void> => {
  if (changed.size === 0) return;
  const folded = [...changed.values()];
  await connection.query(
    `insert into patient_states (patient_id, revision, event_id, state)
     select * from unnest($1::bigint[], $2::int[], $3::uuid[], string_to_array($4, '${SEPARATOR}'))
     on conflict (patient_id) do update
     set revision = excluded.revision, event_id = excluded.event_id, state = excluded.state`,
    [
      integerArray([...changed.keys()]),
      integerArray(folded.map(({ revision }) => revision)),
      textArray(folded.map(({ eventId }) => eventId)),
      folded.map(({ state }) => JSON.stringify(state)).join(SEPARATOR),
    ],
  );
};
