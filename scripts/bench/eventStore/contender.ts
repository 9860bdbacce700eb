/** What a run of one contender needs. */
export interface Run {
  /** Clients that append at the same time, each one event after the other. */
  readonly writers: number;
  readonly seconds: number;
}

export interface Contender {
  readonly name: string;
  /** Appends that were acknowledged, per second. */
  measure(run: Run): Promise<number>;
  close(): Promise<void>;
}

/** Runs `append` from as many loops as there are writers until the time is over. */
export const measureWriters = async (
  { writers, seconds }: Run,
  writerOf: (index: number) => () => Promise<void>,
): Promise<number> => {
  const start = performance.now();
  const end = start + seconds * 1_000;
  const counts = await Promise.all(
    Array.from({ length: writers }, async (_, index) => {
      const append = writerOf(index);
      let count = 0;
      for (; performance.now() < end; count += 1) await append();
      return count;
    }),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total / ((performance.now() - start) / 1_000);
};
