import { requireDurability, withDatabase } from './benchDatabase.ts';
import type { Contender } from './contender.ts';
import { startEmmett } from './emmett.ts';
import { startGreenlane } from './greenlane.ts';
import { startPgbench } from './pgbench.ts';
import type { BenchResult, Measured } from './report.ts';
import { median, reportOf } from './report.ts';

export interface EventStoreBenchContext {
  /** A PostgreSQL server whose user may create databases. */
  readonly url: string;
  readonly print: (line: string) => void;
  /** Rounds of each contender in turn; the medians count. */
  readonly rounds?: number;
  /** Of one contender in one round. */
  readonly seconds?: number;
}

const WRITERS = [16, 64] as const;

/**
 * Appends per second of greenlane, Emmett and `pgbench` on one server in one run, each with 16 and with 64 clients.
 * They take turns, so that what else the machine does hits all of them.
 */
export const benchEventStore = async (context: EventStoreBenchContext): Promise<readonly BenchResult[]> => {
  await requireDurability(context.url);
  return withDatabase(context.url, async (url) => {
    const contenders = [await startGreenlane(url), await startEmmett(url), await startPgbench(url)];
    try {
      const measured: Measured[] = [];
      for (const writers of WRITERS) measured.push(await measureInTurn(contenders, { ...context, writers }));
      const { lines, results } = reportOf(measured);
      for (const line of lines) context.print(line);
      return results;
    } finally {
      await Promise.all(contenders.map((contender) => contender.close()));
    }
  });
};

interface Turns extends EventStoreBenchContext {
  readonly writers: number;
}

const measureInTurn = async (contenders: readonly Contender[], turns: Turns): Promise<Measured> => {
  const { writers, rounds = 5, seconds = 3, print } = turns;
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const { measure } of contenders) await measure({ writers, seconds: 1 });
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, measure } of contenders) rates.get(name)?.push(await measure({ writers, seconds }));
    const line = [...rates].map(([name, of]) => `${name} ${Math.round(of.at(-1) ?? 0)}`).join(', ');
    print(`  ${writers} writers, round ${round} of ${rounds}: ${line}`);
  }
  const rateOf = (name: string): number => median(rates.get(name) ?? []);
  return { writers, greenlane: rateOf('greenlane'), emmett: rateOf('emmett'), pgbench: rateOf('pgbench') };
};
