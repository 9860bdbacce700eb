import type { Dropped, DropReason } from '../../integrations/eventLog/logCase.ts';
import type { PlannedStep } from '../../integrations/eventLog/planCase.ts';

const LINES_SHOWN = 5;

/** Rows that were not imported for one cause. */
export interface NotImported {
  readonly reason: DropReason;
  readonly detail: string;
  /** What the first of them has there. */
  readonly example?: string;
  readonly rows: number;
  /** The first of them, by line of the file; the heading is line 1. */
  readonly lines: readonly number[];
}

export interface Recorded {
  readonly path: string;
  readonly activity: string;
  readonly milestones: number;
}

/** What an import did so far; every row of the log is counted in `recorded` or in `notImported`, once. */
export interface Tallied {
  readonly casesOpened: number;
  readonly milestones: number;
  readonly recorded: readonly Recorded[];
  readonly notImported: readonly NotImported[];
}

const withLine = (lines: readonly number[], line: number): readonly number[] => {
  if (lines.length === LINES_SHOWN && line > (lines[LINES_SHOWN - 1] ?? 0)) return lines;
  return [...lines, line].sort((a, b) => a - b).slice(0, LINES_SHOWN);
};

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Counts what became of every row. */
export class Tally {
  readonly #recorded = new Map<string, Recorded>();
  readonly #dropped = new Map<string, NotImported>();
  #rows = 0;
  #casesOpened = 0;
  #milestones = 0;

  /** Rows whose fate is known. */
  get rows(): number {
    return this.#rows;
  }

  get milestones(): number {
    return this.#milestones;
  }

  readonly drop = ({ line, ...dropped }: Dropped): void => {
    const key = `${dropped.reason}\n${dropped.detail}`;
    const { rows, lines, ...first } = this.#dropped.get(key) ?? { ...dropped, rows: 0, lines: [] };
    this.#dropped.set(key, { ...first, rows: rows + 1, lines: withLine(lines, line) });
    this.#rows += 1;
  };

  open(): void {
    this.#casesOpened += 1;
  }

  record({ path, activity }: PlannedStep): void {
    const key = `${path}\n${activity}`;
    const milestones = (this.#recorded.get(key)?.milestones ?? 0) + 1;
    this.#recorded.set(key, { path, activity, milestones });
    this.#milestones += 1;
    this.#rows += 1;
  }

  total(): Tallied {
    return {
      casesOpened: this.#casesOpened,
      milestones: this.#milestones,
      recorded: [...this.#recorded.values()].sort((a, b) => byName(a.path, b.path) || byName(a.activity, b.activity)),
      notImported: [...this.#dropped.values()].sort(
        (a, b) => byName(a.reason, b.reason) || b.rows - a.rows || byName(a.detail, b.detail),
      ),
    };
  }
}
