import type { FieldPath } from '../../src/domain/catalogue/catalogue.ts';
import type { CaseChanges } from '../../src/domain/patient/commands.ts';
import type { FieldValue } from '../../src/domain/patient/events.ts';
import { isoOf } from '../../src/domain/shared/times.ts';
import type { SeededRandom } from './seededRandom.ts';

/** A milestone, the earlier one it follows, after how many minutes at least and at most, and how often it is recorded. */
export type Step = readonly [path: FieldPath, after: FieldPath, least: number, most: number, recorded?: number];

type Said = Readonly<Partial<Record<FieldPath, FieldValue>>>;

/** One visit while it is made up. What happened is known here even where nobody recorded it. */
export interface Story {
  readonly random: SeededRandom;
  /** Milliseconds since 1970. */
  readonly createdMs: number;
  readonly values: Record<string, FieldValue>;
  readonly ecg: { inside_ecg?: CaseChanges['ecg']['inside_ecg'] };
  /** It happened then, and somebody recorded it in so many of all visits. */
  happen(path: FieldPath, ms: number, recorded?: number): void;
  /** When it happened, recorded or not. */
  find(path: FieldPath): number | undefined;
  /** Lets the steps happen; one that follows what never happened does not. */
  follow(steps: readonly Step[]): void;
  say(values: Said): void;
  /** Says it in so many of all visits. */
  maybe(share: number, values: () => Said): void;
}

const MINUTE_MS = 60_000;
/** Nobody records everything. */
const RECORDED = 0.95;

/** @param until what would happen later has not happened yet, in milliseconds since 1970 */
export const createStory = (random: SeededRandom, createdMs: number, until: number): Story => {
  const happened = new Map<string, number>();
  const values: Record<string, FieldValue> = {};
  const say = (said: Said): void => void Object.assign(values, said);
  const happen: Story['happen'] = (path, ms, recorded = RECORDED) => {
    if (ms > until) return;
    happened.set(path, ms);
    if (random.chance(recorded)) values[path] = isoOf(ms);
  };
  const follow: Story['follow'] = (steps) => {
    for (const [path, after, least, most, recorded] of steps) {
      const start = happened.get(after);
      if (start !== undefined) happen(path, start + random.skewed(least, most) * MINUTE_MS, recorded);
    }
  };
  return {
    random,
    createdMs,
    values,
    ecg: {},
    happen,
    find: (path) => happened.get(path),
    follow,
    say,
    maybe: (share, said) => (random.chance(share) ? say(said()) : undefined),
  };
};
