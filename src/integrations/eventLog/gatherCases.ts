import type { Dropped, LogCase, LogStep } from './logCase.ts';
import type { LogMap } from './logMap.ts';
import { LogUnreadable, type LogRow } from './logRow.ts';
import { createLogTimeReader, describeTimeProblem as describe, type LogTimeReader } from './logTime.ts';

/** How many rows a log has, in all and of each case; the case with its last row read is complete. */
export interface LogCount {
  readonly rows: number;
  readonly ofCase: ReadonlyMap<string, number>;
}

/** Counts rows; a row without a case key counts in all only. */
export const countRows = async (rows: AsyncIterable<LogRow>): Promise<LogCount> => {
  const ofCase = new Map<string, number>();
  let total = 0;
  for await (const { caseKey } of rows) {
    total += 1;
    if (caseKey !== '') ofCase.set(caseKey, (ofCase.get(caseKey) ?? 0) + 1);
  }
  return { rows: total, ofCase };
};

export interface GatherOptions {
  readonly count: LogCount;
  readonly map: LogMap;
  /** Told of each row that no case keeps. */
  readonly drop: (dropped: Dropped) => void;
}

interface OpenCase {
  readonly key: string;
  readonly person: Map<string, string>;
  readonly steps: LogStep[];
  isOpeningUnreadable: boolean;
  left: number;
}

interface Gathering extends GatherOptions {
  readonly readTime: LogTimeReader;
  readonly fields: readonly string[];
}

/** Enough to know it by; a cell may be as long as the longest row. */
const LONGEST_EXAMPLE = 40;

const CHANGED = 'the file changed while it was read; run the import again';

const takePerson = ({ person }: OpenCase, { patient }: LogRow, fields: readonly string[]): void =>
  fields.forEach((path, index) => {
    const value = patient[index] ?? '';
    if (value !== '' && !person.has(path)) person.set(path, value);
  });

const takeTime = (open: OpenCase, { line, activity, time }: LogRow, { map, readTime, drop }: Gathering): void => {
  const read = readTime(time);
  if ('at' in read) {
    open.steps.push({ line, activity, at: read.at, order: read.order });
    return;
  }
  drop({
    line,
    reason: 'time_unreadable',
    detail: `${activity}: ${describe(read.problem, map)}`,
    example: time.slice(0, LONGEST_EXAMPLE),
  });
  if (map.activities.get(activity)?.opens) open.isOpeningUnreadable = true;
};

const takeStep = (open: OpenCase, row: LogRow, gathering: Gathering): void => {
  const { line, activity } = row;
  if (activity === '') gathering.drop({ line, reason: 'no_activity', detail: '' });
  else if (gathering.map.activities.has(activity)) takeTime(open, row, gathering);
  else gathering.drop({ line, reason: 'activity_not_mapped', detail: activity });
};

const take = (open: OpenCase, row: LogRow, gathering: Gathering): void => {
  open.left -= 1;
  if (row.isBroken) {
    gathering.drop({ line: row.line, reason: 'wrong_columns', detail: '' });
    open.isOpeningUnreadable = true;
    return;
  }
  takePerson(open, row, gathering.fields);
  takeStep(open, row, gathering);
};

/**
 * The cases of a log, each as soon as its last row was read; memory holds the open ones, whatever the order of the file.
 * @throws LogUnreadable when the file is not the one that was counted
 */
export async function* gatherCases(rows: AsyncIterable<LogRow>, options: GatherOptions): AsyncGenerator<LogCase> {
  const { map, count, drop } = options;
  const readTime = createLogTimeReader(map.timeFormat, map.zone);
  const gathering = { ...options, readTime, fields: [...map.patient.keys()] };
  const [open, waiting] = [new Map<string, OpenCase>(), new Map(count.ofCase)];
  for await (const row of rows) {
    const { caseKey: key, line } = row;
    if (key === '') {
      drop({ line, reason: 'no_case_key', detail: '' });
      continue;
    }
    const known = open.get(key) ?? opened(key, waiting);
    take(known, row, gathering);
    open.set(key, known);
    if (known.left > 0) continue;
    open.delete(key);
    yield known;
  }
  if (open.size + waiting.size > 0) throw new LogUnreadable(CHANGED);
}

function opened(key: string, waiting: Map<string, number>): OpenCase {
  const left = waiting.get(key);
  if (left === undefined) throw new LogUnreadable(CHANGED);
  waiting.delete(key);
  return { key, person: new Map(), steps: [], isOpeningUnreadable: false, left };
}
