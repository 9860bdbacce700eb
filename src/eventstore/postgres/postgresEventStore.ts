import pg from 'pg';
import type { Appended, EventStore, Position, Subscription } from '../port.ts';
import { NOTICED_HERE, NOTICED_THERE } from '../silentLoss.ts';
import { surviveLosses } from '../surviveLosses.ts';
import { Announcements } from './announcements.ts';
import { AppendQueue, type OnStored } from './appendQueue.ts';
import { createHandOver } from './handOver.ts';
import type { StoreLogger } from './logger.ts';
import { readPage } from './logReader.ts';
import { Notices } from './notices.ts';
import { toNumber, toPosition } from './positions.ts';
import { RecentEvents } from './recentEvents.ts';
import { MIGRATION, TELL_END } from './schema.ts';
import { StreamReader } from './streamReader.ts';
import { startSubscription } from './subscription.ts';
import { toStoreError } from './unavailable.ts';

export interface PostgresEventStoreOptions {
  /** `postgresql://…` */
  readonly url: string;
  /** Merged over the store's own settings of its connections, e.g. `max`. */
  readonly pool?: pg.PoolConfig;
  readonly logger?: StoreLogger;
  /** How often subscribers look for events that nobody announced, in ms. */
  readonly pollMs?: number;
}

export interface PostgresEventStore extends EventStore {
  /** Creates what is not there yet; safe to call on every start, by several processes at once. */
  migrate(): Promise<void>;
}

/** One for appends, two lanes of reads each way, and one for subscriptions that catch up. */
const CONNECTIONS = 6;

/** Of them stay open however quiet it is, so that the first command after a rest waits for none: appends, and what they read. */
const KEPT = 3;
const BATCH_SIZE = 1_000;
const POLL_MS = 1_000;

/** What every connection relies on, whatever the server or the database has as its default. */
const SESSION = [
  // Acknowledged means durable.
  'synchronous_commit=on',
  // What follows the lock must see what its last holder committed.
  'default_transaction_isolation=read\\ committed',
  // Plans are kept as long as the connection, and may have been made while the table was empty.
  'enable_seqscan=off',
  // To plan a statement anew each time costs as much as to answer it.
  'plan_cache_mode=force_generic_plan',
];

export const CONNECTION_OPTIONS = [...SESSION.map((setting) => `-c ${setting}`), NOTICED_THERE].join(' ');

const connectionSettings = {
  ...NOTICED_HERE,
  connectionTimeoutMillis: 3_000,
  // A connection that died without a word must not hold an append for ever; the longest takes well under a second.
  query_timeout: 10_000,
  options: CONNECTION_OPTIONS,
} as const;

/**
 * The event store on PostgreSQL (D-32, D-33): gapless positions, group commit, subscribers woken by `NOTIFY`.
 * @throws StoreUnavailable when the database cannot be reached
 */
export const createPostgresEventStore = async (options: PostgresEventStoreOptions): Promise<PostgresEventStore> => {
  const config = { connectionString: options.url, application_name: 'greenlane event store', ...connectionSettings };
  const pool = new pg.Pool({ min: KEPT, max: CONNECTIONS, ...config, ...options.pool });
  surviveLosses(pool, (error) => options.logger?.warn({ err: error }, 'an idle connection of the event store broke'));
  const store = assemble(pool, { ...config, ...options.pool }, options);
  try {
    await store.end();
  } catch (error) {
    if (isMissingTable(error)) return store;
    await store.close();
    throw error;
  }
  return store;
};

const UNDEFINED_TABLE = '42P01';

/** A database in which nobody has called `migrate` yet. */
const isMissingTable = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE;

const assemble = (pool: pg.Pool, config: pg.ClientConfig, options: PostgresEventStoreOptions): PostgresEventStore => {
  const { logger, pollMs = POLL_MS } = options;
  const recent = new RecentEvents();
  const forget = (): void => recent.clear();
  pool.on('connect', (client) => void client.on('error', forget));
  const announcements = new Announcements(config, logger, forget);
  const subscriptions = new Set<Subscription>();
  const notices = new Notices({ isHeardHere: () => subscriptions.size > 0, tell: () => pool.query(TELL_END) });
  const handOver = createHandOver(recent, announcements);
  const onStored: OnStored = (stored) => (subscriptions.size > 0 ? handOver(stored) : forget());
  const queue = new AppendQueue({ pool, notices, recent, onStored });
  const reader = new StreamReader(pool);
  const sources = { readPage: readPage.bind(undefined, pool), recent, announcements, logger, pollMs };
  return {
    append: (stream, events, expected): Promise<Appended> => queue.append({ stream, events, expected }),
    read: (stream, readOptions = {}) => reader.read(stream, readOptions),
    subscribe: (from, { streamPrefixes: prefixes, batchSize: limit = BATCH_SIZE }, onBatch) => {
      announcements.listen();
      const subscription = startSubscription(sources, { after: toNumber(from), limit, prefixes, onBatch });
      subscriptions.add(subscription);
      const leave = () => void subscriptions.delete(subscription);
      subscription.ended.then(leave, leave);
      return subscription;
    },
    end: () => endOf(pool),
    distance: (from, to) => toNumber(to) - toNumber(from),
    forget,
    migrate: async () => {
      await pool.query(MIGRATION);
    },
    close: async () => {
      await queue.close();
      await notices.settle();
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await announcements.close();
      await pool.end();
    },
  };
};

const endOf = async (pool: pg.Pool): Promise<Position> => {
  try {
    const { rows } = await pool.query<{ position: string }>(
      'select coalesce(max(position), 0) as position from eventstore.events',
    );
    return toPosition(rows[0]?.position ?? 0);
  } catch (error) {
    throw toStoreError(error);
  }
};
