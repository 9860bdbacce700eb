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
});
