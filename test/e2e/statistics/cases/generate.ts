import { createRandom, type Random } from '../../../support/random.ts';
import { CASE_TYPES, type TypeName } from '../oracle/caseTypes.ts';
import { METRICS } from '../oracle/metrics.ts';
import { lastDayOfMonth } from '../oracle/periods.ts';
import { drawBody, monthsUpTo, wallTime, type Body } from './bodies.ts';

export interface NewCase {
  readonly type: TypeName;
  /** On the hospital's clocks: `2026-05-01 08:00:00`. */
  readonly createdTime: string;
  readonly body: Body;
}

/** Cases of each type a month, before those that fill gaps. */
const PER_MONTH: Readonly<Record<TypeName, number>> = {
  chestpain: 70,
  apoplexy: 70,
  trauma: 70,
  toxic: 30,
  basic: 84,
  gib: 30,
};
const MONTHS = 14;
const TRIES = 4_000;

interface Month {
  readonly first: number;
  readonly last: number;
}

/** The seconds of a month up to now. */
const secondsOf = (month: string, now: string): Month => {
  const end = `${lastDayOfMonth(month)} 23:59:59`;
  const at = (time: string): number => Date.parse(`${time.replace(' ', 'T')}Z`) / 1_000;
  return { first: at(`${month}-01 00:00:00`), last: at(end < now ? end : now) };
};

/** The first and the last second of the month and of days within it are more than chance would give. */
const drawCreated = (random: Random, { first, last }: Month): string => {
  const second = first + random.integer(last - first + 1);
  const midnight = second - (second % 86_400);
  const at = random.pick([first, last, midnight, Math.min(midnight + 86_399, last), second, second, second, second]);
  return wallTime(at * 1_000);
};

const casesOf = (random: Random, type: TypeName, month: Month): readonly NewCase[] =>
  Array.from({ length: PER_MONTH[type] }, () => {
    const createdTime = drawCreated(random, month);
    return { type, createdTime, body: drawBody(random, { type, createdTime, tilt: 'usual' }) };
  });

const standingsOf = ({ type, body }: NewCase): readonly string[] =>
  METRICS[type].flatMap((metric) => {
    const { status, isEarly, isUnticked } = metric.measure(body);
    return [
      `${metric.key} ${status}`,
      ...(isEarly ? [`${metric.key} early`] : []),
      ...(isUnticked ? ['unticked'] : []),
    ];
  });

/** What a month of cases of this type must show: each interval in each of its states (clinical 1.1 rule 2). */
export const allStandings = (type: TypeName): readonly string[] =>
  METRICS[type].flatMap(({ key, statuses }) => statuses.map((status) => `${key} ${status}`));

const missingFrom = (type: TypeName, cases: readonly NewCase[]): Set<string> => {
  const seen = new Set(cases.flatMap(standingsOf));
  return new Set(allStandings(type).filter((standing) => !seen.has(standing)));
};

/** Draws until every state is there, and keeps what brought a new one. */
const fillGaps = (random: Random, type: TypeName, month: Month, cases: readonly NewCase[]): readonly NewCase[] => {
  const missing = missingFrom(type, cases);
  const kept: NewCase[] = [];
  for (let tries = 0; tries < TRIES && missing.size > 0; tries += 1) {
    const createdTime = drawCreated(random, month);
    const tilt = random.pick(['usual', 'late', 'early'] as const);
    const drawn = { type, createdTime, body: drawBody(random, { type, createdTime, tilt }) };
    const brought = standingsOf(drawn).filter((standing) => missing.delete(standing));
    if (brought.length > 0) kept.push(drawn);
  }
  if (missing.size > 0) throw new Error(`no case of ${type} was drawn that is ${[...missing].join(', ')}`);
  return kept;
};

/** Cases of every type in each of the last months up to now; the same for the same seed and clock. */
export const generateCases = (seed: number, now: string): readonly NewCase[] => {
  const random = createRandom(seed);
  return monthsUpTo(now.slice(0, 10), MONTHS).flatMap((name) => {
    const month = secondsOf(name, now);
    return CASE_TYPES.flatMap(({ name: type }) => {
      const cases = casesOf(random, type, month);
      return [...cases, ...fillGaps(random, type, month, cases)];
    });
  });
};
