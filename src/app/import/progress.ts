import { SingleBar } from 'cli-progress';

/** How far an import is, for whoever waits for it. */
export interface ImportProgress {
  begin(phase: string, work: { readonly total: number; readonly unit: string }): void;
  /** So much of the phase's work is done. */
  reach(done: number): void;
  end(): void;
}

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  /** Where a plain line goes now and then, when the stream is no terminal. */
  readonly tell: (line: string) => void;
}

const LINE_EVERY_MS = 5_000;
const GROUPED = new Intl.NumberFormat('en');

/** Rate and remaining seconds of a phase, from its beginning. */
const paceOf = (done: number, total: number, since: number): { readonly rate: number; readonly left: number } => {
  const rate = done / Math.max((performance.now() - since) / 1000, 0.001);
  return { rate: Math.round(rate), left: rate > 0 ? Math.ceil((total - done) / rate) : 0 };
};

const FORMAT = '{phase} [{bar}] {percentage}% | {value}/{total} {unit} | {rate}/s | {left} s left';

const onTerminal = ({ stream }: ProgressOptions): ImportProgress => {
  let bar: SingleBar | undefined;
  let phase = { total: 0, since: 0 };
  const end = (): void => bar?.stop();
  return {
    begin: (name, { total, unit }) => {
      end();
      phase = { total, since: performance.now() };
      bar = new SingleBar({ format: FORMAT, stream, hideCursor: true, gracefulExit: false });
      bar.start(total, 0, { phase: name, unit, rate: 0, left: '?' });
    },
    reach: (done) => bar?.update(done, paceOf(done, phase.total, phase.since)),
    end,
  };
};

const inLines = ({ tell }: ProgressOptions): ImportProgress => {
  let phase = { name: '', unit: '', total: 0, since: 0 };
  let told = 0;
  return {
    begin: (name, work) => {
      phase = { name, ...work, since: performance.now() };
      told = phase.since;
    },
    reach: (done) => {
      if (performance.now() - told < LINE_EVERY_MS) return;
      told = performance.now();
      const { rate, left } = paceOf(done, phase.total, phase.since);
      const share = `${GROUPED.format(done)} of ${GROUPED.format(phase.total)} ${phase.unit}`;
      tell(`${phase.name}: ${share}, ${GROUPED.format(rate)}/s, ${left} s left`);
    },
    end: () => undefined,
  };
};

/** A bar with rate and remaining time on a terminal, a plain line every few seconds elsewhere. */
export const showProgress = (options: ProgressOptions): ImportProgress =>
  options.stream.isTTY ? onTerminal(options) : inLines(options);
