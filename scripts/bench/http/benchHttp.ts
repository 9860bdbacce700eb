import { readFile } from 'node:fs/promises';
import type { BenchServer } from '../benchServer.ts';
import { requireDurability } from '../eventStore/benchDatabase.ts';
import { median, type BenchResult } from '../eventStore/report.ts';
import { checkAnswers } from './checkAnswers.ts';
import type { Contestant } from './contestant.ts';
import { startGreenlane } from './greenlane.ts';
import { preparePeer, startPeer, whatThePeerLacks } from './peer.ts';
import { startRawSql } from './rawSql.ts';
import { memoryResult, resultsOf, tableOf, type Measured, type Memory } from './report.ts';
import { WORKS, type Work } from './works.ts';
import type { Rate } from './wrk.ts';

export interface HttpBenchContext {
  readonly server: BenchServer;
  /** How many cases; the peers are measured with the fewest only. */
  readonly cases: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly print: (line: string) => void;
}

export interface HttpBenchReport {
  /** Markdown. */
  readonly lines: readonly string[];
  readonly results: readonly BenchResult[];
}

/** Until compilers and caches have settled; the same for everybody. */
const WARM_UP_ROUNDS = 4;

const residentMib = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

const middle = (rates: readonly Rate[]): Rate => ({
  perSecond: median(rates.map(({ perSecond }) => perSecond)),
  p50Ms: median(rates.map(({ p50Ms }) => p50Ms)),
  p95Ms: median(rates.map(({ p95Ms }) => p95Ms)),
  p99Ms: median(rates.map(({ p99Ms }) => p99Ms)),
});

/** All take turns, so that what else the machine does hits all of them. */
const inTurn = async (
  work: Work,
  contestants: readonly Contestant[],
  { rounds, seconds }: HttpBenchContext,
): Promise<readonly Measured[]> => {
  const able = contestants.filter(({ does }) => does(work));
  const rates = able.map((): Rate[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    const turn = { seconds: round === 0 ? WARM_UP_ROUNDS * seconds : seconds, seed: round };
    for (const [index, contestant] of able.entries()) {
      const rate = await contestant.measure(work, turn);
      if (round > 0) rates[index]?.push(rate);
    }
  }
  return able.map(({ name, cases }, index) => ({ work, who: name, cases, rate: middle(rates[index] ?? []) }));
};

const startPeers = async ({ server, print }: HttpBenchContext, cases: number): Promise<readonly Contestant[]> => {
  const lacking = await whatThePeerLacks();
  if (lacking !== undefined) {
    print(`without the CRUD peer and its SQL: ${lacking}`);
    return [];
  }
  const database = await preparePeer(server, cases);
  return [await startPeer(database, cases), startRawSql(database, cases)];
};

/** greenlane with each number of cases, checked before anything is measured; the peers with the fewest. */
const startAll = async (context: HttpBenchContext, started: Contestant[]): Promise<void> => {
  const sizes = [...context.cases].sort((a, b) => a - b);
  for (const cases of sizes) {
    const greenlane = await startGreenlane({ ...context, cases });
    started.push(greenlane);
    context.print(`${cases} cases: ${await checkAnswers(greenlane)} answers agree with SQL`);
  }
  started.push(...(await startPeers(context, sizes[0] ?? 0)));
};

const memoryOf = async ({ pid, cases }: Contestant): Promise<readonly Memory[]> =>
  pid === undefined ? [] : [{ cases, mib: await residentMib(pid) }];

const measureAll = async (contestants: readonly Contestant[], context: HttpBenchContext): Promise<HttpBenchReport> => {
  const measured: Measured[] = [];
  for (const work of WORKS) {
    measured.push(...(await inTurn(work, contestants, context)));
    context.print(`measured: ${work.name}`);
  }
  const memory = (await Promise.all(contestants.map(memoryOf))).flat();
  const results = [...resultsOf(measured), ...memory.map(memoryResult)];
  return { lines: tableOf(measured, memory), results };
};

/** greenlane, the CRUD peer and its bare SQL on one PostgreSQL, in turn: requests a second, latencies and memory. */
export const benchHttp = async (context: HttpBenchContext): Promise<HttpBenchReport> => {
  await requireDurability(context.server.url);
  const started: Contestant[] = [];
  try {
    await startAll(context, started);
    context.print(`${context.rounds} rounds of ${context.seconds} s in turn, medians`);
    return await measureAll(started, context);
  } finally {
    await Promise.all(started.map((contestant) => contestant.stop()));
  }
};
