import type { Logger } from 'pino';
import { RECORD_STREAMS } from '../domain/recordStreams.ts';
import { StoreUnavailable } from '../eventstore/errors.ts';
import { isAccessRefused } from '../eventstore/eventStoreDb/accessRefused.ts';
import { createEventStoreDbEventStore } from '../eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../eventstore/port.ts';
import { START_TIMEOUT_MS, tryFor } from './database/tryFor.ts';
import { Unusable } from './unusable.ts';

export interface EventStoreDbOptions {
  readonly url: string;
  readonly logger: Logger;
  /** How long a server that is not there yet is waited for. */
  readonly timeoutMs?: number;
  /** Aborted when the process is asked to end: it is not waited for any more then. */
  readonly stopping?: AbortSignal;
}

/** The client's parser quotes the text that it stumbled over, which may be of the password. */
const withoutText = (error: unknown): string => String(error).replace(/".*"/s, 'text');

const createEventStoreDb = (options: EventStoreDbOptions): EventStore => {
  try {
    return createEventStoreDbEventStore({ ...options, ownStreams: RECORD_STREAMS });
  } catch (error) {
    throw new Unusable('EVENTSTORE_URL', withoutText(error));
  }
};

/** Waits for a server that is not there yet. @throws Unusable */
export const reachEventStoreDb = async (options: EventStoreDbOptions): Promise<EventStore> => {
  const { timeoutMs = START_TIMEOUT_MS, stopping } = options;
  const store = createEventStoreDb(options);
  const isPassing = (error: unknown): boolean => error instanceof StoreUnavailable && !isAccessRefused(error);
  try {
    await tryFor(async () => void (await store.end()), { timeoutMs, isPassing, stopping });
    return store;
  } catch (error) {
    await store.close();
    throw new Unusable('the event store of EVENTSTORE_URL', error);
  }
};
