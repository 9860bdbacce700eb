/**
 * For every connection to PostgreSQL. Who does not answer at all is away, and that must be said. A network can lose a
 * connection without a word to either end: who only waits on one notices within half a minute; who has just sent something
 * would wait for a quarter of an hour, and gives the answer a time of its own.
 */
export const NOTICED_HERE = {
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const;

/** The server's end notices as soon, and lets go of what the connection held, such as the runner's lock. */
export const NOTICED_THERE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4';
