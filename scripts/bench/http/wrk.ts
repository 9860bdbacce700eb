import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Work } from './works.ts';

const run = promisify(execFile);

/** How long one measurement takes, and which numbers it draws. */
export interface Turn {
  readonly seconds: number;
  /** The same for everybody in one round. */
  readonly seed: number;
}

export interface Rate {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface Server {
  readonly url: string;
  readonly token: string;
  /** How many cases there are to choose from. */
  readonly cases: number;
  /** Whether counts are asked over another range each time. */
  readonly takesRanges: boolean;
}

const RESULT = /^RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)$/m;
const MICROSECONDS = 1_000_000;

/** @throws when any answer was not 2xx, or none came, since such a run does not count */
const rateIn = (output: string): Rate => {
  const [requests, duration, failed, p50Ms, p95Ms, p99Ms] = (RESULT.exec(output) ?? []).slice(1).map(Number);
  if (!requests || !duration || failed !== 0 || p50Ms === undefined)
    throw new Error(`this run does not count:\n${output}`);
  return { perSecond: (requests * MICROSECONDS) / duration, p50Ms, p95Ms: p95Ms ?? NaN, p99Ms: p99Ms ?? NaN };
};

/** One run of `wrk`. */
export const measureHttp = async (server: Server, work: Work, { seconds, seed }: Turn): Promise<Rate> => {
  const load = ['-t1', `-c${work.connections}`, `-d${seconds}`, '--timeout', '30s', '-s', work.script, server.url];
  const env = {
    ...process.env,
    TOKEN: server.token,
    CASES: String(server.cases),
    SEED: String(seed),
    RANGED: server.takesRanges ? '1' : '0',
  };
  const { stdout } = await run('wrk', load, { env });
  return rateIn(stdout);
};
