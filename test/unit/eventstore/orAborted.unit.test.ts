import { getEventListeners } from 'node:events';
import { orAborted } from '../../../src/eventstore/orAborted.ts';

const never = new Promise<never>(() => undefined);

describe('work that a signal cuts short', () => {
  it('is waited for, and leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    expect(await orAborted(Promise.resolve('done'), signal)).toBe('done');
    await expect(orAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    await Promise.resolve();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('comes to nothing as soon as the signal is given, and when it was given before', async () => {
    const stopping = new AbortController();
    const cut = orAborted(never, stopping.signal);
    stopping.abort();
    expect(await cut).toBeUndefined();
    expect(await orAborted(never, stopping.signal)).toBeUndefined();
    await expect(orAborted(Promise.reject(new Error('too late')), stopping.signal)).resolves.toBeUndefined();
  });
});
