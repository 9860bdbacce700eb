import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Contestant } from './contestant.ts';

const run = promisify(execFile);

export interface Load {
  readonly script: string;
  readonly connections: number;
  readonly seconds: number;
  /** How many cases there are to choose from. */
  readonly cases: number;
}

export interface Rate {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 };

const milliseconds = (output: string, percentile: string): number => {
  const [, number = '', unit = ''] = new RegExp(`${percentile}%\\s+([\\d.]+)(us|ms|s|m)`).exec(output) ?? [];
  return Number(number) * (UNITS[unit] ?? NaN);
};

const rateIn = (output: string): Rate => {
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
  return { perSecond, p50Ms: milliseconds(output, '50'), p99Ms: milliseconds(output, '99') };
};

/** One run of `wrk`. @throws when any answer was not 2xx, since such a run does not count */
export const measure = async ({ url, token }: Contestant, load: Load): Promise<Rate> => {
  const args = [
    '-t1',
    `-c${load.connections}`,
    `-d${load.seconds}`,
    '--timeout',
    '10s',
    '--latency',
    '-s',
    load.script,
    url,
  ];
  const env = { ...process.env, TOKEN: token, WRISTLETS: String(load.cases), CASES: String(load.cases) };
  const { stdout } = await run('wrk', args, { env });
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`answers outside 2xx:\n${stdout}`);
  return rateIn(stdout);
};
