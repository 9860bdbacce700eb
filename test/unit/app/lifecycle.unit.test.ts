import { pino } from 'pino';
import { createLifecycle } from '../../../src/app/lifecycle.ts';

const silent = pino({ level: 'silent' });

const partsOf = (names: readonly string[], failing?: string) => {
  const stopped: string[] = [];
  const lifecycle = createLifecycle(silent);
  for (const name of names)
    lifecycle.onStop(name, async () => {
      await Promise.resolve();
      stopped.push(name);
      if (name === failing) throw new Error('stuck');
    });
  return { lifecycle, stopped };
};

describe('the lifecycle', () => {
  it('stops what was started last first, one after the other (D-37)', async () => {
    const { lifecycle, stopped } = partsOf(['PostgreSQL', 'pool', 'HTTP server']);
    expect(await lifecycle.stop()).toBe(true);
    expect(stopped).toEqual(['HTTP server', 'pool', 'PostgreSQL']);
  });

  it('goes on when a part cannot be stopped, and says that not all went well', async () => {
    const { lifecycle, stopped } = partsOf(['PostgreSQL', 'pool', 'HTTP server'], 'pool');
    expect(await lifecycle.stop()).toBe(false);
    expect(stopped).toEqual(['HTTP server', 'pool', 'PostgreSQL']);
  });

  it('stops once, however often it is asked', async () => {
    const { lifecycle, stopped } = partsOf(['pool']);
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(stopped).toEqual(['pool']);
  });
});
