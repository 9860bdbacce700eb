import { LogPlace, type Outlet } from '../../../src/app/logging/logPlace.ts';
import { createLogger } from '../../../src/app/logging/logger.ts';

const fault = (code: string) => Object.assign(new Error(`write ${code}`), { code });

/** A disk with room for so many bytes, which says so as the real ones do: a part first, then an error. */
const disk = (code = 'ENOSPC') => {
  const state = { room: Infinity, text: '' };
  const take = (bytes: Buffer): number => {
    const part = bytes.subarray(0, Math.min(bytes.length, state.room));
    if (part.length === 0) throw fault(code);
    state.room -= part.length;
    state.text += part.toString();
    return part.length;
  };
  const works: (() => void)[] = [];
  const outlet: Outlet = {
    later: (work) => void works.push(work),
    writeSync: take,
    write: (bytes, done) => {
      try {
        done(null, take(bytes));
      } catch {
        done(fault(code), 0);
      }
    },
  };
  return { state, place: new LogPlace(outlet), later: () => works.splice(0).forEach((work) => work()) };
};

const line = (text: string): string => `${JSON.stringify({ msg: text })}\n`;
const linesOf = ({ text }: { text: string }) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the place of the log', () => {
  it('gets every line while it has room', () => {
    const { state, place } = disk();
    ['one', 'two'].forEach((text) => place.write(line(text)));
    expect(linesOf(state)).toEqual([{ msg: 'one' }, { msg: 'two' }]);
  });

  it('gets the lines that waited, whole and in order, once it is no longer full', () => {
    const { state, place, later } = disk();
    state.room = 20;
    ['one', 'two', 'three'].forEach((text) => place.write(line(text)));
    state.room = Infinity;
    later();
    expect(linesOf(state)).toEqual([{ msg: 'one' }, { msg: 'two' }, { msg: 'three' }]);
  });

  it('is told how many lines are missing where more came than may wait', () => {
    const { state, place, later } = disk();
    state.room = 0;
    const long = 'x'.repeat(1_000);
    for (let i = 0; i < 1_100; i += 1) place.write(line(long));
    state.room = Infinity;
    later();
    place.write(line('after'));
    const lines = linesOf(state);
    const [told, after] = lines.slice(-2);
    expect(told).toMatchObject({ level: 'error', count: 1_100 - (lines.length - 2), code: 'ENOSPC' });
    expect(told.count).toBeGreaterThan(0);
    expect(after).toEqual({ msg: 'after' });
  });

  it('goes on after a single line that is longer than all that may wait', () => {
    const { state, place } = disk();
    place.write(line('x'.repeat(1_100_000)));
    place.write(line('after'));
    expect(linesOf(state)).toEqual([expect.objectContaining({ level: 'error', count: 1 }), { msg: 'after' }]);
  });

  it('does not hold up a fatal line, nor the end of the process, while it is full', () => {
    const { state, place } = disk();
    state.room = 0;
    createLogger({ level: 'info', destination: place }).fatal('uncaughtException');
    place.end();
    expect(state.text).toBe('');
  });

  it('gets the lines that still wait when the process ends, as far as there is room', () => {
    const { state, place } = disk('EAGAIN');
    state.room = 0;
    ['one', 'two'].forEach((text) => place.write(line(text)));
    state.room = 20;
    place.end();
    expect(state.text).toBe(`${line('one')}${line('two')}`.slice(0, 20));
  });

  it('is left alone once its reader is gone', () => {
    const { state, place, later } = disk('EPIPE');
    state.room = 0;
    place.write(line('one'));
    state.room = Infinity;
    place.write(line('two'));
    later();
    place.end();
    expect(state.text).toBe('');
  });
});
