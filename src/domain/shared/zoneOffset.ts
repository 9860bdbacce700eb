import { tzOffset } from '@date-fns/tz';
import { remembering } from './remembering.ts';

const DAY = 86_400_000;
const QUARTER = 15 * 60_000;
/** Some fifty years of days; the bound only guards the memory. */
const SPANS = 20_000;
const ZONES = 20;

/** Milliseconds that the clocks of a zone are ahead of UTC; whole seconds, since old local mean times are odd. */
const readOffset = (zone: string, ms: number): number => Math.round(tzOffset(zone, new Date(ms)) * 60) * 1000;

/** The offset over spans of a length, by their number since the epoch; undefined where the clocks change within. */
const offsetsOver = (zone: string, length: number): ((span: number) => number | undefined) =>
  remembering(SPANS, (span) => {
    const offset = readOffset(zone, span * length);
    return offset === readOffset(zone, (span + 1) * length - 1000) ? offset : undefined;
  });

const offsetsOf = remembering(ZONES, (zone: string) => ({
  days: offsetsOver(zone, DAY),
  quarters: offsetsOver(zone, QUARTER),
}));

/**
 * Milliseconds that the clocks of `zone` are ahead of UTC at an instant. Asking the runtime costs microseconds, so the
 * answer is remembered for the whole day in UTC, or for the quarter of an hour on a day on which the clocks change.
 */
export const offsetAt = (zone: string, ms: number): number => {
  const { days, quarters } = offsetsOf(zone);
  return days(Math.floor(ms / DAY)) ?? quarters(Math.floor(ms / QUARTER)) ?? readOffset(zone, ms);
};
