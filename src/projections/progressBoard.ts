import type { Position } from '../eventstore/port.ts';

/** How the read models of the database stand, as far as a process knows. */
export interface Known {
  readonly position: Position | undefined;
  /** Some read models of this release are still being built, so that no position is passed by all. */
  readonly building: boolean;
  /** Nothing moves before everything was built. */
  readonly halted: boolean;
}

/** Those who wait for the read models, and how far these are. */
export interface ProgressBoard {
  readonly position: Position | undefined;
  /** False at once when waiting cannot help. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean>;
  /** See `ProjectionProgress`. */
  isBehind(): boolean;
  /** True once the read models hold again what they were ever known to hold, false after `timeoutMs`. */
  regained(timeoutMs: number): Promise<boolean>;
  /** A commit at this position is known of; older news than what is known changes nothing. */
  passed(position: Position): void;
  /** What the database says, read after the last `forget`. */
  know(known: Known): void;
  /** The database may come back older than what is known. */
  forget(): void;
  /** There is no more to regain than what is held now. */
  settle(): void;
}

/** Undefined while waiting can still help. */
type Question = () => boolean | undefined;

interface Waiter {
  readonly question: Question;
  readonly tell: (answer: boolean) => void;
}

const waitIn = (waiters: Set<Waiter>, question: Question, timeoutMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const tell = (answer: boolean): void => {
      clearTimeout(timer);
      waiters.delete(waiter);
      resolve(answer);
    };
    const timer = setTimeout(() => tell(false), timeoutMs);
    const waiter = { question, tell };
    waiters.add(waiter);
  });

const tellAll = (waiters: Set<Waiter>): void => {
  for (const { question, tell } of waiters) {
    const answer = question();
    if (answer !== undefined) tell(answer);
  }
};

const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a !== undefined && (b === undefined || a > b) ? a : b;

/** Before the database was read once nobody knows what is being built. */
const answerOf = (known: Known | undefined, passed: Position | undefined, wanted: Position): boolean | undefined => {
  if (known && passed !== undefined && passed >= wanted) return !known.building;
  return known?.halted ? false : undefined;
};

/** What somebody waited for in vain. */
const createDebt = () => {
  let owed: Position | undefined;
  return {
    get owed() {
      return owed;
    },
    noteUnless: async (passed: Promise<boolean>, wanted: Position): Promise<boolean> => {
      if (!(await passed)) owed = later(owed, wanted);
      return passed;
    },
    forgive: () => {
      owed = undefined;
    },
  };
};

export const createBoard = (): ProgressBoard => {
  const waiters = new Set<Waiter>();
  let known: Known | undefined;
  let position: Position | undefined;
  let furthest: Position | undefined;
  const debt = createDebt();
  const reach = (news: Position | undefined): void => {
    position = later(position, news);
    furthest = later(furthest, position);
    tellAll(waiters);
  };
  const ask = async (question: Question, timeoutMs: number): Promise<boolean> =>
    question() ?? waitIn(waiters, question, timeoutMs);
  const isBack = (): true | undefined => known?.halted || later(furthest, position) === position || undefined;
  return {
    get position() {
      return position;
    },
    waitFor: (wanted, timeoutMs) => {
      const passed = ask(() => answerOf(known, position, wanted), timeoutMs);
      return debt.noteUnless(passed, wanted);
    },
    isBehind: () => debt.owed !== undefined && answerOf(known, position, debt.owed) !== true,
    regained: (timeoutMs) => ask(isBack, timeoutMs),
    passed: reach,
    know: (news) => {
      // They may go on with a log that ends before what was waited for.
      if (known?.halted && !news.halted) debt.forgive();
      known = news;
      if (news.halted) position = undefined;
      reach(news.position);
    },
    forget: () => {
      position = undefined;
    },
    settle: () => {
      furthest = position;
      debt.forgive();
    },
  };
};
