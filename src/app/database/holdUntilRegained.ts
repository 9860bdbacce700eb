import type pg from 'pg';

const PATIENCE_MS = 2_000;

/** The database is there, but its read models are older than what was answered from them before. */
class ReadModelsBehind extends Error {
  override readonly name = 'ReadModelsBehind';
  /** PostgreSQL's own word for "not yet": the request may be sent again. */
  readonly code = '57P03';
  constructor() {
    super('the read models have not come back to where they were');
  }
}

/**
 * Commits of read models do not wait for the disk, so a PostgreSQL that died comes back with older ones until the log has
 * filled the gap. Its death ended every connection: no new one is used before what was answered once is there again (D-36).
 */
export const holdUntilRegained = (pool: pg.Pool, regained: (timeoutMs: number) => Promise<boolean>): void => {
  pool.options.verify = (_client, done) => {
    void regained(PATIENCE_MS).then((isBack) => (isBack ? done() : done(new ReadModelsBehind())), done);
  };
};
