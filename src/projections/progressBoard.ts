import type { Position } from '../eventstore/port.ts';

/** How the read models of the database stand, as far as a process knows. */
export interface Known {
  readonly position: Position | undefined;
  /** Some read models of this release are still being built, so that no position is passed by all. */
  readonly building: boolean;
  /** Nothing moves before everything was built. */
  readonly halted: boolean;
}

/** Those who wait for a position, and the position. */
export interface ProgressBoard {
  readonly position: Position | undefined;
  /** False at once when waiting cannot help. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean>;
  /** A commit at this position is known of; older news than what is known changes nothing. */
  passed(position: Position): void;
  /** What the database says, read after the last `forget`. */
  know(known: Known): void;
  /** The database may come back older than what is known. */
  forget(): void;
}

interface Waiter {
  readonly position: Position;
  readonly tell: (passed: boolean) => void;
}

const waitIn = (waiters: Set<Waiter>, position: Position, timeoutMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const tell = (passed: boolean): void => {
      clearTimeout(timer);
      waiters.delete(waiter);
      resolve(passed);
    };
    const timer = setTimeout(() => tell(false), timeoutMs);
    const waiter = { position, tell };
    waiters.add(waiter);
  });

const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a !== undefined && (b === undefined || a > b) ? a : b;

/** Undefined while waiting can still help; before the database was read once nobody knows what is being built. */
const answerOf = (known: Known | undefined, passed: Position | undefined, wanted: Position): boolean | undefined => {
  if (known && passed !== undefined && passed >= wanted) return !known.building;
  return known?.halted ? false : undefined;
};

export const createBoard = (): ProgressBoard => {
  const waiters = new Set<Waiter>();
  let known: Known | undefined;
  let position: Position | undefined;
  const tellAll = (): void => {
    for (const { position: wanted, tell } of waiters) {
      const answer = answerOf(known, position, wanted);
      if (answer !== undefined) tell(answer);
    }
  };
  return {
    get position() {
      return position;
    },
    waitFor: async (wanted, timeoutMs) => answerOf(known, position, wanted) ?? waitIn(waiters, wanted, timeoutMs),
    passed: (news) => {
      position = later(position, news);
      tellAll();
    },
    know: (news) => {
      known = news;
      position = later(position, news.position);
      tellAll();
    },
    forget: () => {
      position = undefined;
    },
  };
};
