/**
 * A network can lose a connection to PostgreSQL without a word to either end. Who only waits on one notices within half a
 * minute; who has just sent something would wait for a quarter of an hour, and gives the answer a time of its own.
 */
export const NOTICED_HERE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

/** The server's end notices as soon, and lets go of what the connection held, such as the runner's lock. */
export const NOTICED_THERE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4';
