import { userStream } from '../../domain/user/events.ts';
import { highestUserId } from '../../projections/users/queries.ts';
import type { CommandContext } from '../../eventstore/command.ts';
import { addUser, type AccountPorts } from './addUser.ts';
import { findCredentials, hasAdmin, raiseUserIds } from './credentials.ts';
import { exclusively } from './exclusively.ts';
import { randomPassword } from './passwords.ts';

export interface AdminOptions extends AccountPorts {
  /** Connection URL of the database that `db` is a pool on. */
  readonly database: string;
  /** `ADMIN_USERNAME`. */
  readonly username: string;
  /** `ADMIN_PASSWORD`; a random one when it is not set. */
  readonly password: string | undefined;
  readonly context: CommandContext;
}

/** The admin that was just made; the password is there when it was drawn here, to be printed once. */
export interface NewAdmin {
  readonly username: string;
  readonly password: string | undefined;
}

const isThere = async ({ db, handler, username }: AdminOptions): Promise<boolean> => {
  const credentials = await findCredentials(db, username);
  if (!credentials) return hasAdmin(db);
  const { state } = await handler.load(userStream(credentials.userId));
  return state.status === 'added';
};

const create = async (options: AdminOptions): Promise<NewAdmin> => {
  const { username, password } = options;
  const drawn = password === undefined ? randomPassword() : undefined;
  const user = { username, firstName: '', isAdmin: true, password: password ?? drawn ?? '' };
  await addUser(options, user, options.context);
  return { username, password: drawn };
};

/**
 * Makes the admin at the first start, whoever else starts at the same moment; undefined when there is one.
 * Also lifts the numbers of users above all that the log knows, so it runs once the read models have caught up (D-35).
 */
export const ensureAdmin = (options: AdminOptions): Promise<NewAdmin | undefined> =>
  exclusively(options.database, async () => {
    await raiseUserIds(options.db, await highestUserId(options.db));
    return (await isThere(options)) ? undefined : create(options);
  });
