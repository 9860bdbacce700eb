import type { Logger } from 'pino';
import { RECORD_STREAMS } from '../domain/recordStreams.ts';
import { StoreUnavailable } from '../eventstore/errors.ts';
import { isAccessRefused } from '../eventstore/eventStoreDb/accessRefused.ts';
import { createEventStoreDbEventStore } from '../eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../eventstore/port.ts';
import { createPostgresEventStore } from '../eventstore/postgres/postgresEventStore.ts';
import { START_TIMEOUT_MS, tryFor } from './database/tryFor.ts';
import { Unusable } from './unusable.ts';

export interface EventStoreOptions {
  readonly url: string;
  readonly logger: Logger;
  /** How long an EventStoreDB that is not there yet is waited for. */
  readonly timeoutMs?: number;
  /** Aborted when the process is asked to end: it is not waited for any more then. */
  readonly stopping?: AbortSignal;
  /** Makes no tables: what is asked of a store without them fails. */
  readonly looksOnly?: boolean;
}

/** The client's parser quotes the text that it stumbled over, which may be of the password. */
const withoutText = (error: unknown): string => String(error).replace(/".*"/s, 'text');

const createEventStoreDb = (options: EventStoreOptions): EventStore => {
  try {
    return createEventStoreDbEventStore({ ...options, ownStreams: RECORD_STREAMS });
  } catch (error) {
    throw new Unusable('EVENTSTORE_URL', withoutText(error));
  }
};

const reachEventStoreDb = async (options: EventStoreOptions): Promise<EventStore> => {
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

/**
 * The event store that a URL stands for: EventStoreDB for `esdb…`, else PostgreSQL, whose tables are made if needed.
 * @throws Unusable
 */
export const openEventStore = async (options: EventStoreOptions): Promise<EventStore> => {
  if (options.url.startsWith('esdb')) return reachEventStoreDb(options);
  const store = await createPostgresEventStore(options);
  if (options.looksOnly !== true) await store.migrate();
  return store;
};
