/** Runs pieces of work beside each other, at most so many; after a failure nothing new begins. */
export interface Lanes {
  /** Resolves when there is room and the work has begun. @throws what an earlier piece failed with */
  add(work: () => Promise<void>): Promise<void>;
  /** Resolves when everything that was begun has ended. @throws the first failure */
  drain(): Promise<void>;
}

export const createLanes = (most: number): Lanes => {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const throwFailure = (): void => {
    if (failure) throw failure.error;
  };
  const run = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failure ??= { error };
    }
  };
  return {
    add: async (work) => {
      while (running.size >= most) await Promise.race(running);
      throwFailure();
      const piece: Promise<void> = run(work).finally(() => running.delete(piece));
      running.add(piece);
    },
    drain: async () => {
      await Promise.all(running);
      throwFailure();
    },
  };
};
