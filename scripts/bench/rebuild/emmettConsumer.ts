import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';
import type { EventStore } from '../../../src/eventstore/port.ts';

const IN_FLIGHT = 16;
const WARM_UP_EVENTS = 3_000;

/** The log of greenlane in Emmett's tables, read through a consumer with the settings that Emmett has by default. */
export interface EmmettConsumer {
  /** Until the compiler has settled. */
  warmUp(): Promise<void>;
  /** Reads the whole log once from its beginning. @returns events a second */
  measure(round: number): Promise<number>;
  close(): Promise<void>;
}

/** @param patients of whom there is a stream each, from 1 on */
export const startEmmettConsumer = async (url: string, log: EventStore, patients: number): Promise<EmmettConsumer> => {
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  let next = 1;
  const copy = async (): Promise<void> => {
    while (next <= patients) {
      const stream = `patient-${next++}`;
      const stored = await log.read(stream);
      const events = stored.map(({ type, data, metadata }) => ({
        type,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
      }));
      await store.appendToStream(stream, events);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, copy));
  const consume = async (processorId: string, most: number): Promise<number> => {
    const consumer = postgreSQLEventStoreConsumer({ connectionString: url, stopWhen: { noMessagesLeft: true } });
    let events = 0;
    const eachMessage = (): void => void (events += 1);
    consumer.reactor({ processorId, eachMessage, stopAfter: () => events >= most });
    const start = performance.now();
    await consumer.start();
    const rate = events / ((performance.now() - start) / 1000);
    await consumer.close();
    return rate;
  };
  return {
    warmUp: async () => void (await consume('warm-up', WARM_UP_EVENTS)),
    measure: (round) => consume(`round-${round}`, Number.MAX_SAFE_INTEGER),
    close: () => store.close(),
  };
};
