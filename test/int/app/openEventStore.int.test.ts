import { createLogger } from '../../../src/app/logging/logger.ts';
import { openEventStore } from '../../../src/app/openEventStore.ts';
import { Unusable } from '../../../src/app/unusable.ts';

const logger = createLogger({ level: 'silent' });

describe('an EventStoreDB that the operator names', () => {
  it('is waited for while it is away, and not for ever', async () => {
    const opened = openEventStore({ url: 'esdb://127.0.0.1:1?tls=false', logger, timeoutMs: 300 });
    await expect(opened).rejects.toThrow(Unusable);
    await expect(opened).rejects.toThrow(/^the event store of EVENTSTORE_URL cannot be used: .*unavailable/);
  });
});
