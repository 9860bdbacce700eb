import { isDatabaseAway } from '../../api/problems/databaseAway.ts';
import { codeOf } from '../database/errorCode.ts';

/** Rights, space, and what was put in place of a file or folder: errors of the system whose messages name the path. */
const OF_FILES = /^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|EFBIG|EIO|ENOTDIR|EISDIR|ELOOP|EMFILE|ENFILE)$/;

/** States of PostgreSQL: rights, sign-in, no such database, space and memory, read-only, its own disk. */
const OF_DATABASES = /^(42501|28...|3D000|53...|25006|58030)$/;

/** States of PostgreSQL: a connection that failed, a server that shuts down or starts. */
const OF_CONNECTIONS = /^(08...|57P..)$/;

const LOST = /(Connection terminated|Query read timeout|Client has encountered a connection error)[^\n]*$/;

// Before the message of the database stands the statement, with values that may be patients'.
const lastWords = ({ message }: Error): string =>
  message
    .split(' - ')
    .at(-1)
    ?.replaceAll(/\s*\n\s*/g, ' ') ?? '';

// Any other state is an answer of the database, and a pool that is used too late is a slip of ours.
const isOfSocket = (error: Error, code: string): boolean =>
  isDatabaseAway(error) && !/^\d/.test(code) && !error.message.startsWith('Cannot use a pool');

const isLost = (error: Error, code: string): boolean =>
  LOST.test(error.message) || OF_CONNECTIONS.test(code) || isOfSocket(error, code);

/** The line for an error that came from the machine or the database, not from a slip of ours; undefined for any other. */
export const outsideFault = (error: Error): string | undefined => {
  const code = codeOf(error) ?? '';
  if ('syscall' in error && OF_FILES.test(code)) return error.message;
  if (OF_DATABASES.test(code)) return `the database refuses: ${lastWords(error)}`;
  if (!isLost(error, code)) return undefined;
  return `the connection to the database failed (${lastWords(error) || code}); try again once the database is there`;
};
