import { addUser as decideAddUser, replacePassword as decideReplace } from '../../domain/user/decide.ts';
import { userStream, type UserEvent } from '../../domain/user/events.ts';
import type { UserState } from '../../domain/user/state.ts';
import type { CommandContext, Handled } from '../../eventstore/command.ts';
import type { CommandHandler } from '../../eventstore/commandHandler.ts';
import type { Database } from '../database.ts';
import { Problem } from '../problems/problem.ts';
import { claimUsername, findCredentials, renumber, replaceHash } from './credentials.ts';
import { hashPassword } from './passwords.ts';
import { revokeTokensOf } from './tokens.ts';

export interface AccountPorts {
  readonly db: Database;
  readonly handler: CommandHandler<UserState, UserEvent>;
}

export interface NewUser {
  readonly username: string;
  readonly firstName: string;
  readonly isAdmin: boolean;
  readonly password: string;
}

/** The id that a claim left behind which crashed before its event; a name that is really in use is refused. */
const resumeClaim = async ({ db, handler }: AccountPorts, username: string, hash: string): Promise<number> => {
  const credentials = await findCredentials(db, username);
  if (!credentials) throw new Problem('busy');
  const { state } = await handler.load(userStream(credentials.userId));
  if (state.status === 'added' && state.username === username)
    throw new Problem('username_taken', { facts: { username } });
  await replaceHash(db, credentials.userId, hash);
  return credentials.userId;
};

/** A database that came back older than the log draws ids that the log has given to others (D-35). */
const ungiven = async ({ db, handler }: AccountPorts, drawn: number): Promise<number> => {
  const { state } = await handler.load(userStream(drawn));
  return state.status === 'added' ? ungiven({ db, handler }, await renumber(db, drawn)) : drawn;
};

/**
 * Adds a person: claims the name, then records the fact. Callers hold the accounts' lock (`exclusively`).
 * @throws Problem username_taken
 */
export const addUser = async (
  ports: AccountPorts,
  { username, firstName, isAdmin, password }: NewUser,
  context: CommandContext,
): Promise<Handled<UserState>> => {
  const hash = await hashPassword(password);
  const claimed = await claimUsername(ports.db, username, hash);
  const userId = await ungiven(ports, claimed ?? (await resumeClaim(ports, username, hash)));
  return ports.handler.handle({
    stream: userStream(userId),
    decide: (state) => decideAddUser({ userId, username, firstName, isAdmin }, state),
    context,
  });
};

export interface NewPassword {
  readonly username: string;
  readonly password: string;
}

/** Gives a person another password and signs them out everywhere. @throws Problem not_found */
export const replacePassword = async (
  { db, handler }: AccountPorts,
  { username, password }: NewPassword,
  context: CommandContext,
): Promise<Handled<UserState>> => {
  const credentials = await findCredentials(db, username);
  if (!credentials) throw new Problem('not_found');
  const { userId } = credentials;
  await replaceHash(db, userId, await hashPassword(password));
  await revokeTokensOf(db, userId);
  return handler.handle({ stream: userStream(userId), decide: decideReplace, context });
};
