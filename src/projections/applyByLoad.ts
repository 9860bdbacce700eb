import type { Loader, ReadModel } from './projection.ts';

/** Applies a batch as a load of its own, so that what is written live and what is rebuilt come from the same lines. */
export const applyByLoad =
  (startLoad: (zone: string) => Loader): ReadModel['apply'] =>
  async (connection, batch) => {
    const loader = startLoad(batch.zone);
    loader.add(batch);
    await loader.write(connection);
  };
