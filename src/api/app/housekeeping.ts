import type { Logger } from 'pino';
import type { Database } from '../database.ts';
import { forgetOldKeys } from '../dialect/idempotency/keyRows.ts';
import { describeError } from '../problems/describeError.ts';

const HOUR_MS = 3_600_000;

const FORGET_ATTEMPTS = {
  text: 'delete from greenlane.login_attempts where expire < extract(epoch from now()) * 1000',
};

const tidy = async (db: Database): Promise<void> => {
  await forgetOldKeys(db);
  await db.query(FORGET_ATTEMPTS);
};

/** Forgets idempotency keys after 7 days (D-18) and sign-in attempts that no longer count, every hour; returns what ends it. */
export const startHousekeeping = (db: Database, logger: Logger): (() => void) => {
  const run = (): void => void tidy(db).catch((error) => logger.warn({ error: describeError(error) }, 'housekeeping'));
  const timer = setInterval(run, HOUR_MS).unref();
  run();
  return () => clearInterval(timer);
};
