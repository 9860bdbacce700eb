import type { BenchResult } from '../eventStore/report.ts';
import type { Contestant } from './contestant.ts';
import type { Work } from './works.ts';
import type { Rate } from './wrk.ts';

/** Medians of one work by one contestant. */
export interface Measured {
  readonly work: Work;
  readonly who: Contestant['name'];
  readonly cases: number;
  readonly rate: Rate;
}

/** Resident memory of the process of greenlane after everything was measured. */
export interface Memory {
  readonly cases: number;
  readonly mib: number;
}

/** Design, "What it must reach". */
const MOST_MIB = 300;

const GROUPED = new Intl.NumberFormat('en');

const fewest = (measured: readonly Measured[]): number => Math.min(...measured.map(({ cases }) => cases));

const find = (measured: readonly Measured[], { work, who, cases }: Omit<Measured, 'rate'>): Rate | undefined =>
  measured.find((each) => each.work === work && each.who === who && each.cases === cases)?.rate;

const atLeast = (name: string, ratio: number, toReach: number): BenchResult => ({
  name,
  ratio,
  toReach,
  reached: ratio >= toReach,
});

const atMost = (name: string, ratio: number, most: number): BenchResult => ({
  name,
  ratio,
  toReach: most,
  isMost: true,
  reached: ratio <= most,
});

/** Requests a second in times those of the CRUD peer, which has the fewest cases whatever greenlane has. */
const peerRatio = ({ work, who, rate }: Measured, all: readonly Measured[]): number | undefined => {
  const peer = find(all, { work, who: 'CRUD peer', cases: fewest(all) });
  return who === 'greenlane' && peer ? rate.perSecond / peer.perSecond : undefined;
};

/** In times what the database alone does with the same cases. */
const rawRatio = ({ work, who, cases, rate }: Measured, all: readonly Measured[]): number | undefined => {
  const own = find(all, { work, who: 'greenlane', cases });
  return who === 'raw SQL' && own ? own.perSecond / rate.perSecond : undefined;
};

const ofPeer = (each: Measured, all: readonly Measured[]): readonly BenchResult[] => {
  const { work, cases } = each;
  const ratio = peerRatio(each, all);
  if (ratio === undefined || work.toReach === undefined) return [];
  return [atLeast(`${work.name}, ${GROUPED.format(cases)} cases, of the CRUD peer`, ratio, work.toReach)];
};

/** Against itself with fewer cases. */
const ofFewest = ({ work, who, cases, rate }: Measured, all: readonly Measured[]): readonly BenchResult[] => {
  const least = fewest(all);
  const few = find(all, { work, who, cases: least });
  if (who !== 'greenlane' || work.mostSlower === undefined || cases === least || !few) return [];
  const { of, times } = work.mostSlower;
  const percentile = of.replace('Ms', '');
  const name = `${work.name}, ${percentile} with ${GROUPED.format(cases)} cases of that with ${GROUPED.format(least)}`;
  return [atMost(name, rate[of] / few[of], times)];
};

const spread = ({ work, who, cases, rate }: Measured): readonly BenchResult[] =>
  who === 'greenlane' && work.mostSpread !== undefined
    ? [atMost(`${work.name}, ${GROUPED.format(cases)} cases, p99 of its p50`, rate.p99Ms / rate.p50Ms, work.mostSpread)]
    : [];

/** What is to be reached, and whether it is. */
export const resultsOf = (measured: readonly Measured[]): readonly BenchResult[] =>
  measured.flatMap((each) => [...ofPeer(each, measured), ...ofFewest(each, measured), ...spread(each)]);

export const memoryResult = ({ cases, mib }: Memory): BenchResult =>
  atMost(`resident MiB of Node.js, ${GROUPED.format(cases)} cases`, mib, MOST_MIB);

const HEADINGS = ['work', 'cases', 'who', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'ratio', 'target', 'verdict'];

const verdictOf = ({ reached }: BenchResult): string => (reached ? 'reached' : 'MISSED');

const targetOf = ({ toReach, isMost }: BenchResult): string => `${isMost ? '≤' : '≥'} ${toReach}`;

/** greenlane's ratio is to the CRUD peer; beside raw SQL stands what greenlane is of it. */
const rowOf = (each: Measured, all: readonly Measured[]): readonly string[] => {
  const { work, who, cases, rate } = each;
  const [result] = ofPeer(each, all);
  const ratio = peerRatio(each, all) ?? rawRatio(each, all);
  return [
    work.name,
    GROUPED.format(cases),
    who,
    GROUPED.format(Math.round(rate.perSecond)),
    rate.p50Ms.toFixed(2),
    rate.p95Ms.toFixed(2),
    rate.p99Ms.toFixed(2),
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    result ? targetOf(result) : '',
    result ? verdictOf(result) : '',
  ];
};

const derivedRow = (result: BenchResult): readonly string[] => [
  result.name,
  ...['', '', '', '', '', ''],
  result.ratio.toFixed(2),
  targetOf(result),
  verdictOf(result),
];

const aligned = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [heading = [], ...rest] = rows;
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)];
};

/** One Markdown table of everything. */
export const tableOf = (measured: readonly Measured[], memory: readonly Memory[]): readonly string[] => {
  const derived = measured.flatMap((each) => [...ofFewest(each, measured), ...spread(each)]);
  return aligned([
    HEADINGS,
    ...measured.map((each) => rowOf(each, measured)),
    ...[...derived, ...memory.map(memoryResult)].map(derivedRow),
  ]);
};
