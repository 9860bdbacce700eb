import type { StoredEvent } from '../eventstore/port.ts';
import { saveStates } from './fold.ts';
import type { Fold, Recall } from './fold.ts';
import type { Connection, ProjectionBatch, ReadModel } from './projection.ts';
import type { GapGuard } from './runnerFault.ts';
import { allSettled } from './session.ts';

export interface Target {
  readonly readModels: readonly ReadModel[];
  readonly fold: Fold;
  /** See `ProjectionBatch.zone`. */
  readonly zone: string;
  /** Told of events that do not follow their predecessor. */
  readonly onGaps: GapGuard;
  readonly recall?: Recall | undefined;
}

class ReadModelFailed extends Error {
  override readonly name = 'ReadModelFailed';
  constructor(
    readonly readModel: string,
    options: ErrorOptions,
  ) {
    super(`read model ${readModel} failed`, options);
  }
}

/** Says which read model it was that failed. */
export const blaming = async <T>({ name }: ReadModel, work: () => T): Promise<Awaited<T>> => {
  try {
    return await work();
  } catch (cause) {
    throw new ReadModelFailed(name, { cause });
  }
};

/** Gives the events to every read model and keeps the folded patients, inside the caller's transaction. */
export const projectEvents = async (
  connection: Connection,
  target: Target,
  events: readonly StoredEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  const { steps, others, changed, gaps } = await target.fold.fold(connection, events, target.recall);
  target.onGaps(gaps);
  const batch: ProjectionBatch = { steps, others, zone: target.zone };
  const saved = saveStates(connection, changed);
  const works = target.readModels.map((readModel) => blaming(readModel, () => readModel.apply(connection, batch)));
  await allSettled([saved, ...works]);
};
