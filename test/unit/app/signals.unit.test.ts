import { EventEmitter } from 'node:events';
import { createLogger } from '../../../src/app/logging/logger.ts';
import { endingOf, unheedSignals } from '../../../src/app/signals.ts';

const heeding = () => {
  const lines: string[] = [];
  const exits: number[] = [];
  const clock = { ms: 5 };
  const target = Object.assign(Object.create(new EventEmitter()), { exit: (code: number) => void exits.push(code) });
  const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const ending = endingOf(target, logger, () => clock.ms);
  return { target, ending, lines, exits, clock };
};

describe('signals', () => {
  it('ask for one stop when they come twice at once, as Ctrl-C does under npm', async () => {
    const { target, ending, lines, exits, clock } = heeding();
    target.emit('SIGINT', 'SIGINT');
    clock.ms += 999;
    target.emit('SIGINT', 'SIGINT');
    expect(await ending).toEqual({ by: 'signal' });
    expect([lines.length, exits]).toEqual([1, []]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('end the process at once when %s comes again while it stops, as a shell tells: %i', (again, code) => {
    const { target, lines, exits, clock } = heeding();
    target.emit('SIGTERM', 'SIGTERM');
    expect(lines[0]).toContain('asked to stop; a signal after more than a second ends it at once');
    clock.ms += 1_000;
    target.emit(again, again);
    expect(exits).toEqual([code]);
    expect(lines[1]).toMatch(/"level":"warn".*"signal":"SIG.*asked to stop again/);
    expect(target.listenerCount(again)).toBe(0);
  });

  it('do what they do to any program once they are not heeded any more', () => {
    const { target } = heeding();
    unheedSignals(target);
    expect(['SIGTERM', 'SIGINT', 'SIGHUP'].map((signal) => target.listenerCount(signal))).toEqual([0, 0, 0]);
  });
});
