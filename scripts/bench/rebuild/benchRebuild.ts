import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { READ_MODELS } from '../../../src/projections/readModels.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
import { writeCases } from '../../../test/support/caseLog.ts';
import { requireDurability, withDatabase } from '../eventStore/benchDatabase.ts';
import { median, type BenchResult } from '../eventStore/report.ts';
import { startEmmettConsumer } from './emmettConsumer.ts';

export interface RebuildBenchContext {
  readonly url: string;
  /** Events in the log. */
  readonly events: number;
  /** Rounds of both in turn; the medians count. */
  readonly rounds: number;
  readonly print: (line: string) => void;
}

/** Design, "What it must reach". */
const TO_REACH = 20;

const silent = { info: () => undefined, warn: console.warn, error: console.error };

/** Builds every read model from the whole log, its indexes and the swap included. @returns events a second */
const rebuildAll = async (database: string): Promise<number> => {
  const store = await createPostgresEventStore({ url: database });
  const names = READ_MODELS.map(({ name }) => name);
  const start = performance.now();
  const options = { database, store, readModels: READ_MODELS, zone: 'Asia/Shanghai', log: silent, names };
  const { events } = await rebuild(options).finally(() => store.close());
  return events / ((performance.now() - start) / 1000);
};

const inTurn = async (database: string, { events, rounds, print }: RebuildBenchContext) => {
  const store = await createPostgresEventStore({ url: database });
  await store.migrate();
  const written = await writeCases(store, { from: 1, events });
  print(`rebuild: ${written.events} events of ${written.last} cases`);
  const emmett = await startEmmettConsumer(database, store, written.last);
  const rates: { readonly own: number; readonly peer: number }[] = [];
  try {
    await rebuildAll(database);
    await emmett.warmUp();
    for (let round = 1; round <= rounds; round += 1) {
      const rate = { own: await rebuildAll(database), peer: await emmett.measure(round) };
      rates.push(rate);
      print(`  round ${round} of ${rounds}: greenlane ${rate.own.toFixed(0)}/s, emmett ${rate.peer.toFixed(0)}/s`);
    }
  } finally {
    await emmett.close();
    await store.close();
  }
  return { own: median(rates.map(({ own }) => own)), peer: median(rates.map(({ peer }) => peer)) };
};

/**
 * Events a second of a rebuild of all read models, beside Emmett's consumer at its defaults, whose handler does nothing,
 * over the same events on the same server.
 */
export const benchRebuild = async (context: RebuildBenchContext): Promise<readonly BenchResult[]> => {
  await requireDurability(context.url);
  const { own, peer } = await withDatabase(context.url, (database) => inTurn(database, context));
  const ratio = own / peer;
  context.print(`rebuild: greenlane ${own.toFixed(0)}/s, emmett ${peer.toFixed(0)}/s`);
  return [{ name: "rebuild, of Emmett's consumer", ratio, toReach: TO_REACH, reached: ratio >= TO_REACH }];
};
