import { readConfig } from '../../../src/app/config/config.ts';
import type { Greenlane } from './greenlane.ts';
import { readLogTruth, type LogTruth } from './logTruth.ts';

type Ask = (path: string) => Promise<unknown>;

/** What is asked, the part of the answer that is compared, and what it must be. */
interface Check {
  readonly path: string;
  readonly answered: unknown;
  readonly expected: unknown;
}

/** Query of a list, and the same in SQL. */
const FILTERS: Readonly<Record<string, string>> = {
  '': 'true',
  'treatment_type=429': `treatment_type = '429'`,
  'come_from=4': `come_from = '4'`,
  'patient__gender=2': `gender = '2'`,
  'treatment_type=430&come_from=1': `treatment_type = '430' and come_from = '1'`,
  'come_from=2&patient__gender=1': `come_from = '2' and gender = '1'`,
  'patient__gender=2&treatment_type=429': `gender = '2' and treatment_type = '429'`,
};

const RANGE = 'created_time[]=2025-12-01 00:00:00&created_time[]=2026-11-30 23:59:59';
const SAMPLE = 20;

const part = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (below, key) => (typeof below === 'object' && below !== null ? Reflect.get(below, key) : undefined),
    value,
  );

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const checkLists = (ask: Ask, truth: LogTruth): Promise<readonly Check[]> =>
  Promise.all(
    Object.entries(FILTERS).map(async ([query, condition]) => {
      const path = `/api/apoplexy/?limit=1&${query}`;
      return { path, answered: part(await ask(path), 'count'), expected: await truth.countWhere(condition) };
    }),
  );

const checkCount = async (ask: Ask, truth: LogTruth): Promise<readonly Check[]> => {
  const path = `/api/apoplexy/count/?count_type=dntmean&count_period=month&${RANGE}`;
  const answered = listOf(await ask(path)).map((item) => ({
    month: part(item, 'month'),
    total: part(item, 'total'),
    n: part(item, 'n'),
    mean: part(item, 'mean'),
  }));
  return [{ path, answered, expected: await truth.months() }];
};

const checkCases = async (ask: Ask, truth: LogTruth): Promise<readonly Check[]> => {
  const checks: Check[] = [];
  for (const { id, wristlet, dnt } of await truth.someCases(SAMPLE)) {
    const [detail, nodes] = [`/api/apoplexy/${id}/`, `/api/apoplexy/time_node/${id}/`];
    const node = listOf(await ask(nodes)).find((each) => part(each, 'filed_name') === 'DNT');
    checks.push({ path: detail, answered: part(await ask(detail), 'patient', 'wristlet'), expected: wristlet });
    checks.push({ path: nodes, answered: part(node, 'minutes'), expected: dnt });
  }
  return checks;
};

const asking =
  ({ server: { url, token } }: Greenlane): Ask =>
  async (path) => {
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Token ${token}` } });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    return response.json();
  };

/**
 * Compares totals of lists, the mean by month and some cases with what SQL says over the event log.
 * @returns how many answers were compared
 * @throws on the first that differs, since its speed would mean nothing
 */
export const checkAnswers = async (greenlane: Greenlane): Promise<number> => {
  const ask = asking(greenlane);
  const truth = await readLogTruth(greenlane.database, readConfig(process.env).zone);
  try {
    const checks = [
      ...(await checkLists(ask, truth)),
      ...(await checkCount(ask, truth)),
      ...(await checkCases(ask, truth)),
    ];
    for (const { path, ...sides } of checks) {
      const [answered, expected] = [JSON.stringify(sides.answered), JSON.stringify(sides.expected)];
      if (answered !== expected)
        throw new Error(`${path} answers ${answered}, SQL over the event log says ${expected}`);
    }
    return checks.length;
  } finally {
    await truth.close();
  }
};
