import { readFile } from 'node:fs/promises';

/** What the sepsis log holds, counted by plain reading: nothing of greenlane's own code has a part in it. */
export interface Counted {
  readonly rows: number;
  readonly persons: number;
  readonly visits: number;
  readonly milestones: Readonly<Record<string, number>>;
  readonly notMapped: Readonly<Record<string, number>>;
  /** Of each activity that is not mapped, the first five lines. */
  readonly firstLines: Readonly<Record<string, readonly number[]>>;
  readonly laterOccurrences: number;
  /** Visits by the month of their opening on the clocks of Shanghai. */
  readonly months: Readonly<Record<string, number>>;
  /** Visits of persons who came more than once. */
  readonly ofReturners: number;
}

type Row = readonly [card: string, activity: string, time: string];

const OPENING = ['ER Registration', 'Return ER'];
const FIRST_ONLY = ['ER Triage', 'Admission NC'];

/** `2014/10/22 11:15:41.000` on the clocks of Amsterdam, whose offset Intl tells; months of Shanghai, 8 hours ahead. */
const shanghaiMonth = (time: string): string => {
  const wall = Date.parse(`${time.slice(0, 19).replaceAll('/', '-').replace(' ', 'T')}Z`);
  const shown = new Date(wall).toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' });
  const offset = Date.parse(`${shown.replace(' ', 'T')}Z`) - wall;
  return new Date(wall - offset + 8 * 3_600_000).toISOString().slice(0, 7);
};

const tally = (things: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const thing of things) counts[thing] = (counts[thing] ?? 0) + 1;
  return counts;
};

const readRows = async (path: string): Promise<readonly Row[]> => {
  const [, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const [card = '', activity = '', time = ''] = line.trimEnd().split(';');
    return [card, activity, time];
  });
};

export const countByHand = async (path: string): Promise<Counted> => {
  const rows = await readRows(path);
  const of = (...names: string[]): readonly Row[] => rows.filter(([, activity]) => names.includes(activity));
  const openings = of(...OPENING);
  const perPerson = tally(openings.map(([card]) => card));
  const firsts = (activity: string): number => new Set(of(activity).map(([card]) => card)).size;
  const releases = rows.filter(([, activity]) => activity.startsWith('Release '));
  const mapped = new Set([...OPENING, ...FIRST_ONLY, ...releases.map(([, activity]) => activity)]);
  const notMapped = tally(rows.map(([, activity]) => activity).filter((activity) => !mapped.has(activity)));
  const linesOf = (name: string): readonly number[] =>
    rows.flatMap(([, activity], index) => (activity === name ? [index + 2] : [])).slice(0, 5);
  return {
    rows: rows.length,
    persons: new Set(rows.map(([card]) => card)).size,
    visits: openings.length,
    milestones: {
      'assist_examination.register_time': openings.length,
      'assist_examination.triage_time': firsts('ER Triage'),
      'assist_examination.into_hospital_time': firsts('Admission NC'),
      'patient.leave_hospital.leave_hos_time': releases.length,
    },
    notMapped,
    firstLines: Object.fromEntries(Object.keys(notMapped).map((name) => [name, linesOf(name)])),
    laterOccurrences: of(...FIRST_ONLY).length - firsts('ER Triage') - firsts('Admission NC'),
    months: tally(openings.map(([, , time]) => shanghaiMonth(time))),
    ofReturners: Object.values(perPerson).reduce((sum, visits) => sum + (visits > 1 ? visits : 0), 0),
  };
};
