/** Medians of appends a second. */
export interface Measured {
  readonly writers: number;
  readonly greenlane: number;
  readonly emmett: number;
  readonly pgbench: number;
}

export interface BenchResult {
  readonly name: string;
  readonly ratio: number;
  readonly toReach: number;
  /** Less is better: `toReach` is the most that is allowed. */
  readonly isMost?: true;
  readonly reached: boolean;
}

interface Target {
  readonly writers: number;
  readonly peer: 'emmett' | 'pgbench';
  readonly toReach: number;
}

/** Design, "What it must reach". */
const TARGETS: readonly Target[] = [
  { writers: 16, peer: 'emmett', toReach: 5 },
  { writers: 16, peer: 'pgbench', toReach: 0.8 },
  { writers: 64, peer: 'pgbench', toReach: 1.1 },
];

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};

export const reportOf = (
  measured: readonly Measured[],
): { lines: readonly string[]; results: readonly BenchResult[] } => {
  const results = TARGETS.flatMap((target) => {
    const found = measured.find(({ writers }) => writers === target.writers);
    return found === undefined ? [] : [resultOf(target, found)];
  });
  return { lines: [...measuredLines(measured), '', ...resultLines(results)], results };
};

const resultOf = ({ writers, peer, toReach }: Target, measured: Measured): BenchResult => {
  const ratio = measured.greenlane / measured[peer];
  return { name: `event store appends, ${writers} writers, of ${peer}`, ratio, toReach, reached: ratio >= toReach };
};

const cells = (texts: readonly string[]): string => texts.map((text) => text.padStart(12)).join('');

const measuredLines = (measured: readonly Measured[]): readonly string[] => [
  cells(['appends/s', 'greenlane', 'emmett', 'pgbench', '/ emmett', '/ pgbench']),
  ...measured.map(({ writers, greenlane, emmett, pgbench }) => {
    const rates = [greenlane, emmett, pgbench].map((rate) => String(Math.round(rate)));
    return cells([`${writers} writers`, ...rates, (greenlane / emmett).toFixed(2), (greenlane / pgbench).toFixed(2)]);
  }),
];

const resultLines = (results: readonly BenchResult[]): readonly string[] =>
  results.map(({ name, ratio, toReach, reached }) => {
    const verdict = reached ? 'reached' : 'MISSED';
    return `${name}: ${ratio.toFixed(2)}, to reach ${toReach.toFixed(2)}: ${verdict}`;
  });
