import { readFile } from 'node:fs/promises';
import type { BenchServer } from '../benchServer.ts';
import { median, type BenchResult } from '../eventStore/report.ts';
import type { Contestant } from './contestant.ts';
import { startGreenlane } from './greenlane.ts';
import { startPeer, whatThePeerLacks } from './peer.ts';
import { measure, type Rate } from './wrk.ts';

export interface HttpBenchContext {
  readonly server: BenchServer;
  readonly cases: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly print: (line: string) => void;
}

/** Design, "What it must reach". */
const WORKS = [
  { name: 'wristband write', script: 'scripts/bench/http/wristband.lua', connections: 16, toReach: 5 },
  { name: 'list page', script: 'scripts/bench/http/list.lua', connections: 8, toReach: 20 },
  { name: 'history of a case', script: 'scripts/bench/http/history.lua', connections: 8, toReach: 4 },
] as const;

type Work = (typeof WORKS)[number];

/** Until compilers and caches have settled; the same for everybody. */
const WARM_UP_SECONDS = 20;

const residentMib = async (pid: number | undefined): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

const middle = (rates: readonly Rate[]): Rate => ({
  perSecond: median(rates.map(({ perSecond }) => perSecond)),
  p50Ms: median(rates.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(rates.map(({ p99Ms }) => p99Ms)),
});

/** Both take turns, so that what else the machine does hits both. */
const inTurn = async (work: Work, contestants: readonly Contestant[], context: HttpBenchContext): Promise<Rate[]> => {
  const load = { ...work, cases: context.cases };
  const rates = contestants.map((): Rate[] => []);
  for (let round = 0; round <= context.rounds; round += 1) {
    const seconds = round === 0 ? WARM_UP_SECONDS : context.seconds;
    for (const [index, contestant] of contestants.entries()) {
      const rate = await measure(contestant, { ...load, seconds });
      if (round > 0) rates[index]?.push(rate);
    }
  }
  return rates.map(middle);
};

const lineOf = (name: string, who: string, { perSecond, p50Ms, p99Ms }: Rate): string =>
  [
    name.padEnd(20),
    who.padEnd(10),
    `${perSecond.toFixed(0).padStart(8)}/s`,
    `p50 ${p50Ms.toFixed(2).padStart(8)} ms`,
    `p99 ${p99Ms.toFixed(2).padStart(8)} ms`,
  ].join('  ');

const startAll = async ({ server, cases, print }: HttpBenchContext): Promise<Contestant[]> => {
  const lacking = await whatThePeerLacks();
  if (lacking !== undefined) print(`without the CRUD peer: ${lacking}`);
  const greenlane = await startGreenlane(server, cases);
  return lacking === undefined ? [greenlane, await startPeer(server, cases)] : [greenlane];
};

const resultOf = ({ name, toReach }: Work, [own, peer]: readonly Rate[]): BenchResult[] => {
  if (!own || !peer) return [];
  const ratio = own.perSecond / peer.perSecond;
  return [{ name: `${name}, of the CRUD peer`, ratio, toReach, reached: ratio >= toReach }];
};

/** greenlane and the CRUD peer on one PostgreSQL, in turn: requests a second, latencies and resident memory. */
export const benchHttp = async (context: HttpBenchContext): Promise<readonly BenchResult[]> => {
  const contestants = await startAll(context);
  const results: BenchResult[] = [];
  try {
    context.print(`${context.cases} cases, ${context.rounds} rounds of ${context.seconds} s in turn, medians`);
    for (const work of WORKS) {
      const rates = await inTurn(work, contestants, context);
      rates.forEach((rate, index) => context.print(lineOf(work.name, contestants[index]?.name ?? '', rate)));
      results.push(...resultOf(work, rates));
    }
    context.print(`greenlane resident memory: ${(await residentMib(contestants[0]?.pid)).toFixed(0)} MiB`);
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
  return results;
};
