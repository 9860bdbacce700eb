import type { Position, StoredEvent } from '../eventstore/port.ts';
import { saveStates, type Changed, type Gap } from './fold.ts';
import type { Connection, Loader, ProjectionBatch, ReadModel } from './projection.ts';
import { blaming, type Target } from './runnerBatch.ts';
import { allSettled } from './session.ts';

/**
 * So much is written by one transaction of a rebuild: what one case is told within it is written once. The fold keeps the
 * patients of two such loads in memory, so that none is looked for in the tables before it was written there.
 */
const MOST_EVENTS = 6_000;
const MOST_PATIENTS = 1_500;

/** Folded at a time: what that makes and nobody keeps is gone before the garbage collector would have to move it. */
const PIECE = 250;

/** Patients that the fold must keep in memory: those of two loads, each with the page that may exceed it. */
export const PATIENTS_IN_MEMORY = 5_000;

/** Events that were folded, with what follows from them, not yet written. */
export interface Load {
  /** Everything up to here is in it; undefined while it is empty. */
  readonly position: Position | undefined;
  readonly events: number;
  /** The last event of each stream, in position order. */
  readonly ends: readonly StoredEvent[];
  readonly isFull: boolean;
  /** Events of it that do not follow the one before them. */
  readonly gaps: readonly Gap[];
  /** @param connection for states that are not in memory */
  add(connection: Connection, events: readonly StoredEvent[], position: Position): Promise<void>;
  /** Writes everything; computes it at once, before the connection answers anything. */
  write(connection: Connection): Promise<void>;
}

/** Applies all batches as one. */
const applyingAtOnce = (readModel: ReadModel): Loader => {
  const batches: ProjectionBatch[] = [];
  return {
    add: (batch) => void batches.push(batch),
    write: async (connection) => {
      const [first] = batches;
      if (!first) return;
      const steps = batches.flatMap((batch) => batch.steps);
      const others = batches.flatMap((batch) => batch.others);
      await readModel.apply(connection, { ...first, steps, others });
    },
  };
};

const startLoaders = ({ readModels, zone }: Target) =>
  readModels.map((readModel) => ({
    readModel,
    loader: readModel.startLoad?.(zone) ?? applyingAtOnce(readModel),
  }));

const writeAll = async (
  connection: Connection,
  loaders: ReturnType<typeof startLoaders>,
  changed: ReadonlyMap<number, Changed>,
): Promise<void> => {
  const works = loaders.map(({ readModel, loader }) => blaming(readModel, () => loader.write(connection)));
  await allSettled([...works, saveStates(connection, changed)]);
};

export const startLoad = (target: Target): Load => {
  const { fold, zone } = target;
  const loaders = startLoaders(target);
  const changed = new Map<number, Changed>();
  const ends = new Map<string, StoredEvent>();
  const gaps: Gap[] = [];
  const addPiece = async (connection: Connection, piece: readonly StoredEvent[]): Promise<void> => {
    const folded = await fold.fold(connection, piece);
    gaps.push(...folded.gaps);
    const batch: ProjectionBatch = { steps: folded.steps, others: folded.others, zone };
    for (const { readModel, loader } of loaders) await blaming(readModel, () => loader.add(batch));
    for (const [id, patient] of folded.changed) changed.set(id, patient);
    for (const event of piece) ends.set(event.stream, event);
  };
  let events = 0;
  let position: Position | undefined;
  return {
    gaps,
    get position() {
      return position;
    },
    get events() {
      return events;
    },
    get ends() {
      return [...ends.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
    },
    get isFull() {
      return events >= MOST_EVENTS || changed.size >= MOST_PATIENTS;
    },
    add: async (connection, page, upTo) => {
      for (let from = 0; from < page.length; from += PIECE) await addPiece(connection, page.slice(from, from + PIECE));
      events += page.length;
      position = upTo;
    },
    write: (connection) => writeAll(connection, loaders, changed),
  };
};
