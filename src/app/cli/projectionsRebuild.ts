import { SingleBar } from 'cli-progress';
import type { BuildProgress } from '../../projections/rebuildBuild.ts';
import { rebuild } from '../../projections/rebuild.ts';
import type { RebuildOptions, Rebuilt } from '../../projections/rebuild.ts';

const KNOWN_TOTAL = '{phase} [{bar}] {percentage}% | {value}/{total} events | {rate}/s | {eta_formatted} left';
const UNKNOWN_TOTAL = '{phase} | {value} events | {rate}/s';

/** Events a second since the first report, which may be of a build that is continued. */
const createRate = () => {
  let first: { readonly events: number; readonly at: number } | undefined;
  return (events: number): number => {
    first ??= { events, at: performance.now() };
    const seconds = (performance.now() - first.at) / 1000;
    return seconds > 0 ? Math.round((events - first.events) / seconds) : 0;
  };
};

const drawOn = (stream: NodeJS.WritableStream) => {
  const rateOf = createRate();
  let bar: SingleBar | undefined;
  const started = ({ total, events }: BuildProgress): SingleBar => {
    const format = total === undefined ? UNKNOWN_TOTAL : KNOWN_TOTAL;
    const next = new SingleBar({ format, stream, hideCursor: true, noTTYOutput: true, etaBuffer: 50 });
    next.start(total ?? 0, events, { phase: 'load', rate: 0 });
    return next;
  };
  return {
    update: (progress: BuildProgress): void => {
      bar ??= started(progress);
      if (progress.total !== undefined) bar.setTotal(progress.total);
      bar.update(progress.events, { phase: progress.phase, rate: rateOf(progress.events) });
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
