import { formatDuration } from 'date-fns/formatDuration';
import { intervalToDuration } from 'date-fns/intervalToDuration';
import { SingleBar } from 'cli-progress';
import type { BuildProgress } from '../../projections/rebuildBuild.ts';
import { rebuild } from '../../projections/rebuild.ts';
import type { RebuildOptions, Rebuilt } from '../../projections/rebuild.ts';

const KNOWN_TOTAL = '{phase} [{bar}] {percentage}% | {value}/{total} events | {rate}/s | {left} left';
const UNKNOWN_TOTAL = '{phase} | {value} events | {rate}/s';

const leftOf = (events: number, rate: number): string => {
  if (events <= 0) return '0 seconds';
  return rate > 0 ? formatDuration(intervalToDuration({ start: 0, end: (events / rate) * 1000 })) || '1 second' : '-';
};

/** Events a second since the first report, whose build may be a continued one, and the time that the rest takes at this rate. */
const createPace = () => {
  let first: { readonly events: number; readonly at: number } | undefined;
  return ({ events, total }: BuildProgress) => {
    first ??= { events, at: performance.now() };
    const seconds = (performance.now() - first.at) / 1000;
    const rate = seconds > 0 ? (events - first.events) / seconds : 0;
    return { rate: Math.round(rate), left: leftOf((total ?? events) - events, rate) };
  };
};

const drawOn = (stream: NodeJS.WritableStream) => {
  const paceOf = createPace();
  let bar: SingleBar | undefined;
  const started = ({ total, events }: BuildProgress): SingleBar => {
    const format = total === undefined ? UNKNOWN_TOTAL : KNOWN_TOTAL;
    const next = new SingleBar({ format, stream, hideCursor: true, noTTYOutput: true });
    next.start(total ?? 0, events, { phase: 'load', rate: 0, left: '-' });
    return next;
  };
  return {
    update: (progress: BuildProgress): void => {
      bar ??= started(progress);
      if (progress.total !== undefined) bar.setTotal(progress.total);
      bar.update(progress.events, { phase: progress.phase, ...paceOf(progress) });
    },
    stop: (): void => bar?.stop(),
  };
};

/** Rebuilds with a bar that shows rate and remaining time. */
export const rebuildWithBar = async (options: RebuildOptions, stream: NodeJS.WritableStream): Promise<Rebuilt> => {
  const bar = drawOn(stream);
  try {
    return await rebuild({ ...options, onProgress: bar.update });
  } finally {
    bar.stop();
  }
};
