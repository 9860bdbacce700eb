import { write, writeSync } from 'node:fs';
import { LogPlace } from './logPlace.ts';

const FILE = 2;
const AGAIN_MS = 250;

/** The log's place unless told otherwise; all loggers of the process share it. */
export const standardError = new LogPlace({
  write: (bytes, done) => write(FILE, bytes, done),
  writeSync: (bytes) => writeSync(FILE, bytes),
  later: (work, isKept) => {
    const timer = setTimeout(work, AGAIN_MS);
    if (!isKept) timer.unref();
  },
});

process.once('exit', () => standardError.end());
