import { stat } from 'node:fs/promises';
import { countRows, gatherCases, type LogCount } from '../../integrations/eventLog/gatherCases.ts';
import type { LogMap } from '../../integrations/eventLog/logMap.ts';
import { LogUnreadable, type LogRow } from '../../integrations/eventLog/logRow.ts';
import { planCase, type PlannedVisit } from '../../integrations/eventLog/planCase.ts';
import { readLog } from '../../integrations/eventLog/readLog.ts';
import { importBatch, rehearseBatch } from './importBatch.ts';
import type { ImportReport } from './importReport.ts';
import type { ImportWorld } from './importWorld.ts';
import { createLanes } from './lanes.ts';
import type { ImportProgress } from './progress.ts';
import { Tally } from './tally.ts';

export interface ImportOptions {
  /** Path of the log. */
  readonly file: string;
  readonly map: LogMap;
  readonly world: ImportWorld;
  readonly progress: ImportProgress;
  /** Aborted: what is in flight is finished, nothing more is begun. */
  readonly signal: AbortSignal;
  /** Says what would be done, and writes nothing. */
  readonly isDryRun: boolean;
}

/** Together the visits in flight: enough for group commit, few enough to be finished at once when asked to stop. */
const VISITS_IN_BATCH = 64;
const BATCHES_IN_FLIGHT = 2;

interface Run extends ImportOptions {
  readonly tally: Tally;
}

async function* until<T>(things: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const thing of things) {
    if (signal.aborted) return;
    yield thing;
  }
}

const count = async ({ file, map, progress, signal }: Run): Promise<LogCount> => {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFIFO()) throw new LogUnreadable(`${file} is a pipe, and a log is read twice: write it to a file first`);
  progress.begin('reading', { total: found?.size ?? 0, unit: 'bytes' });
  let bytes = 0;
  const onBytes = (more: number): void => progress.reach((bytes += more));
  return countRows(until(readLog({ path: file, map, onBytes }), signal));
};

/** Visits in batches, while rows that become none are tallied. */
async function* batchesOf(rows: AsyncIterable<LogRow>, counted: LogCount, run: Run): AsyncGenerator<PlannedVisit[]> {
  const { map, tally, signal } = run;
  const waiting: PlannedVisit[] = [];
  for await (const logCase of gatherCases(rows, { count: counted, map, drop: tally.drop })) {
    const { visits, dropped } = planCase(logCase, map);
    dropped.forEach(tally.drop);
    waiting.push(...visits);
    while (waiting.length >= VISITS_IN_BATCH) yield waiting.splice(0, VISITS_IN_BATCH);
    if (signal.aborted) return;
  }
  if (waiting.length > 0) yield waiting;
}

const importRows = async (counted: LogCount, run: Run): Promise<void> => {
  const { file, map, progress, signal, tally, isDryRun } = run;
  progress.begin(isDryRun ? 'rehearsing' : 'importing', { total: counted.rows, unit: 'rows' });
  const lanes = createLanes(BATCHES_IN_FLIGHT);
  const work = isDryRun ? rehearseBatch : importBatch;
  try {
    for await (const batch of batchesOf(readLog({ path: file, map }), counted, run)) {
      if (signal.aborted) break;
      await lanes.add(() => work(batch, run).then(() => progress.reach(tally.rows)));
    }
  } finally {
    await lanes.drain();
  }
};

/** A failure in the middle does not lose the account of what was done before it. */
const attempted = async (work: () => Promise<void>): Promise<unknown> => {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
};

/**
 * Imports an event log (D-40) in two passes over the file: the first counts the rows of each case, the second gathers the
 * open cases and hands each to the planner when its last row was read.
 * @throws LogUnreadable before anything is written, when the file cannot be read to its end
 */
export const importLog = async (options: ImportOptions): Promise<ImportReport> => {
  const run = { ...options, tally: new Tally() };
  const start = performance.now();
  try {
    const counted = await count(run);
    const isStoppedEarly = options.signal.aborted;
    const error = isStoppedEarly ? undefined : await attempted(() => importRows(counted, run));
    const { tally, isDryRun, file, map } = run;
    const notReached = counted.rows - tally.rows;
    return {
      file,
      caseType: map.caseType,
      isDryRun,
      ending: error ? 'failed' : notReached > 0 || isStoppedEarly ? 'stopped' : 'complete',
      ...(error !== undefined && { error }),
      seconds: (performance.now() - start) / 1000,
      rows: counted.rows,
      logCases: counted.ofCase.size,
      notReached,
      ...tally.total(),
    };
  } finally {
    options.progress.end();
  }
};
