import type { EventStore } from '../eventstore/port.ts';
import { readCheckpoints, standingOf } from './checkpoints.ts';
import type { Wanted } from './checkpoints.ts';
import { OtherZone, otherZoneOf } from './otherZone.ts';
import type { Connection, ReadModel } from './projection.ts';
import { runBuild } from './rebuildBuild.ts';
import type { BuildProgress } from './rebuildBuild.ts';
import { SwapPostponed } from './rebuildSwap.ts';
import { faultOf, gapGuard, GapInStream } from './runnerFault.ts';
import type { GapGuard, ProjectionLog } from './runnerFault.ts';
import { createBackoff } from './runnerPause.ts';
import { BESIDE, tryLock } from './schema.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';

export interface RebuildOptions extends Wanted {
  /** Connection URL of the read models' database. */
  readonly database: string;
  readonly store: EventStore;
  readonly log: ProjectionLog;
  /** The read models to build, also from a log that is not the one they were made of; or all that are missing, of another version or zone, or left behind. */
  readonly names: readonly string[] | 'outdated';
  /** Compare the new rows with the live ones before they take their place; the runner waits meanwhile. */
  readonly compare?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
}

export interface Rebuilt {
  readonly names: readonly string[];
  /** Events read in all, also by a build that was cut off and continued. */
  readonly events: number;
  /** Read models whose rows were not what the live tables held; empty unless asked to compare. */
  readonly differences: readonly string[];
}

export class UnknownReadModel extends Error {
  override readonly name = 'UnknownReadModel';
  constructor(readonly readModels: readonly string[]) {
    super(`no read model is called ${readModels.join(', ')}`);
  }
}

/** Another process is rebuilding; one build runs at a time. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';
  constructor() {
    super('another rebuild is running');
  }
}

/** So often a swap may be postponed. */
const MOST_POSTPONED = 60;

const unknownOf = ({ names, readModels }: RebuildOptions): string[] =>
  names === 'outdated' ? [] : names.filter((name) => !readModels.some((readModel) => readModel.name === name));

/**
 * When the shape of folded patients changed, every read model must change with it. Only a runner takes the read models to
 * another zone, and then all of them.
 */
const chosen = async (connection: Connection, options: RebuildOptions): Promise<readonly ReadModel[]> => {
  const { names, readModels, zone } = options;
  const checkpoints = await readCheckpoints(connection);
  const { outdated, statesOutdated } = standingOf(checkpoints, options);
  const other = otherZoneOf(checkpoints, options);
  if (names !== 'outdated' && other !== undefined) throw new OtherZone(other, zone);
  if (statesOutdated) return readModels;
  return names === 'outdated' ? outdated : readModels.filter(({ name }) => names.includes(name));
};

type Calling = RebuildOptions & { readonly signal: AbortSignal };

interface Sessions {
  readonly session: Session;
  readonly reader: Session;
}

const buildOnce = async (sessions: Sessions, options: Calling, onGaps: GapGuard) => {
  const { session } = sessions;
  if (!(await tryLock(session.connection, 'rebuild'))) throw new RebuildRunning();
  const readModels = await chosen(session.connection, options);
  const names = readModels.map(({ name }) => name);
  if (names.length === 0) return { names, events: 0, differences: [] };
  const takesOtherLog = options.names !== 'outdated';
  return { names, ...(await runBuild(sessions, { ...options, readModels, onGaps, takesOtherLog })) };
};

const attempt = async (options: Calling, onGaps: GapGuard): Promise<Rebuilt> => {
  const session = await openSession(options.database, BESIDE);
  try {
    const reader = await openSession(options.database, BESIDE);
    return await buildOnce({ session, reader }, options, onGaps).finally(reader.close);
  } finally {
    await session.close();
  }
};

const mayPass = (error: unknown, signal: AbortSignal): boolean =>
  !signal.aborted && (error instanceof SwapPostponed || error instanceof GapInStream);

/**
 * Builds read models anew beside the live ones and swaps them in when they have caught up; queries go on meanwhile.
 * Killed, it goes on where it was when it is started again for the same read models.
 * @throws UnknownReadModel, OtherZone, RebuildRunning, StoreUnavailable, or the database's error
 */
export const rebuild = async (options: RebuildOptions): Promise<Rebuilt> => {
  const unknown = unknownOf(options);
  if (unknown.length > 0) throw new UnknownReadModel(unknown);
  const { signal = new AbortController().signal } = options;
  const { wait, succeeded } = createBackoff(signal);
  const onGaps = gapGuard(options.log);
  for (let postponed = 0; ;) {
    try {
      signal.throwIfAborted();
      return await attempt({ ...options, signal }, onGaps);
    } catch (error) {
      if (!mayPass(error, signal)) throw error;
      // No gap stops it twice, so this ends with the last of them, however many a log has.
      if (error instanceof GapInStream) succeeded();
      else if ((postponed += 1) === MOST_POSTPONED) throw error;
      options.log.warn(faultOf(error), 'the rebuild is trying again');
      await wait();
    }
  }
};
