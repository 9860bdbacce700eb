import pg from 'pg';
import type { Logger } from 'pino';
import { NOTICED_HERE } from '../../eventstore/silentLoss.ts';
import { surviveLosses } from '../../eventstore/surviveLosses.ts';
import { LIVE } from '../../projections/schema.ts';
import type { Lifecycle } from '../lifecycle.ts';

export interface PoolOptions {
  readonly url: string;
  readonly size: number;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
}

/** No request waits so long for an answer that still comes. */
const ANSWER_MS = 60_000;

/** Kept however quiet it is: who comes first after a rest must not wait for one to be opened. */
const KEPT = 2;

/** Connections for requests, which find the live read models by name; one that breaks is replaced when it is next needed. */
export const openPool = ({ url, size, logger, lifecycle }: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    min: Math.min(KEPT, size),
    max: size,
    ...NOTICED_HERE,
    query_timeout: ANSWER_MS,
    application_name: 'greenlane',
    options: `-c search_path=${LIVE} -c statement_timeout=${ANSWER_MS}`,
  });
  surviveLosses(pool, (error) => logger.warn({ err: error }, 'an idle connection to the database was lost'));
  lifecycle.onStop('connections to the database', () => pool.end());
  return pool;
};
