import pg from 'pg';
import type { Logger } from 'pino';
import type { EventStore } from '../../eventstore/port.ts';
import { NOTICED_HERE, NOTICED_THERE } from '../../eventstore/silentLoss.ts';
import { surviveLosses } from '../../eventstore/surviveLosses.ts';
import { givenNumbers } from '../givenNumbers.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { createSequences, raiseAbove, type Sequences } from '../sequences.ts';

export interface SequencesOptions {
  readonly url: string;
  readonly store: EventStore;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
}

/** A number takes a moment. */
const ANSWER_MS = 10_000;

/**
 * Gives numbers over one connection, above all that the log has given (D-35) when it was opened. A database that comes back
 * older than the log, from a backup or a replica, cuts that connection, and the next one begins with the log again.
 */
export const openSequences = ({ url, store, logger, lifecycle }: SequencesOptions): Sequences => {
  const raise = async (client: pg.PoolClient): Promise<void> => raiseAbove(client, await givenNumbers(client, store));
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    ...NOTICED_HERE,
    query_timeout: ANSWER_MS,
    application_name: 'greenlane numbers',
    options: `-c statement_timeout=${ANSWER_MS} ${NOTICED_THERE}`,
    verify: (client, done) => void raise(client).then(() => done(), done),
  });
  surviveLosses(pool, (error) => logger.warn({ err: error }, 'the connection for new numbers was lost'));
  lifecycle.onStop('connection for new numbers', () => pool.end());
  return createSequences(pool);
};
