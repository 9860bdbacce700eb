import { randomUUID } from 'node:crypto';
import { createMetrics } from '../../../src/app/metrics/createMetrics.ts';
import { measureAppends } from '../../../src/app/metrics/measureAppends.ts';
import { measureLag } from '../../../src/app/metrics/measureLag.ts';
import { WrongExpectedRevision } from '../../../src/eventstore/errors.ts';
import { NO_STREAM } from '../../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { createDatabase } from '../../support/database.ts';

const event = () => ({ id: randomUUID(), type: 'Noted', data: '{}', metadata: '{}' });

describe('the metrics', () => {
  it('count appends by their outcome, and leave the store as it is', async () => {
    const database = await createDatabase();
    const plain = await createPostgresEventStore({ url: database.url });
    await plain.migrate();
    const registry = createMetrics();
    const store = measureAppends(plain, registry);
    await store.append('note-1', [event(), event()], NO_STREAM);
    await expect(store.append('note-1', [event()], 7)).rejects.toThrow(WrongExpectedRevision);
    expect(await store.read('note-1')).toHaveLength(2);
    const text = await registry.metrics();
    expect(text).toContain('greenlane_append_duration_seconds_count{outcome="appended"} 1');
    expect(text).toContain('greenlane_append_duration_seconds_count{outcome="conflict"} 1');
    expect(text).toContain('process_resident_memory_bytes');
    await store.close();
    await database.drop();
  });

  it('leave out a lag that nobody can tell', async () => {
    const registry = createMetrics();
    const answers = { events: undefined, seconds: 1.5 };
    measureLag(async () => answers, registry);
    const text = await registry.metrics();
    expect(text).toMatch(/^greenlane_projection_lag_seconds 1\.5$/m);
    expect(text).not.toMatch(/^greenlane_projection_lag_events \d/m);
  });

  it('are answered although the lag cannot be asked for', async () => {
    const registry = createMetrics();
    measureLag(() => Promise.reject(new Error('away')), registry);
    expect(await registry.metrics()).not.toMatch(/^greenlane_projection_lag_\w+ \d/m);
  });

  it('are answered although the lag is not told, which is asked for once however often they are read', async () => {
    const registry = createMetrics();
    let asked = 0;
    let answer: (lag: { events: number; seconds: number }) => void = () => undefined;
    const never = new Promise<{ events: number; seconds: number }>((resolve) => (answer = resolve));
    measureLag(() => {
      asked += 1;
      return asked === 1 ? never : Promise.resolve({ events: 3, seconds: 2 });
    }, registry);
    const texts = [await registry.metrics(), await registry.metrics()];
    for (const text of texts) {
      expect(text).toContain('process_resident_memory_bytes');
      expect(text).not.toMatch(/^greenlane_projection_lag_\w+ \d/m);
    }
    expect(asked).toBe(1);
    answer({ events: 0, seconds: 0 });
    await never;
    await new Promise((resolve) => setImmediate(resolve));
    expect(await registry.metrics()).toMatch(/^greenlane_projection_lag_events 3$/m);
    expect(asked).toBe(2);
  });
});
