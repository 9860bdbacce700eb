import type { Container } from 'inversify';
import { findCredentials } from '../../api/accounts/credentials.ts';
import { userStream } from '../../domain/user/events.ts';
import { createCommands } from '../commands.ts';
import { Identifiers } from '../identifiers.ts';
import { CommandFailed } from './frame.ts';

/** A name without its `UserAdded` is one that an adding left behind which broke off. */
const isAdded = async (container: Container, userId: number): Promise<boolean> => {
  const { users } = createCommands(container.get(Identifiers.eventStore));
  return (await users.load(userStream(userId))).state.status === 'added';
};

/**
 * Refuses to act for somebody whom nobody added, since the record would name them for ever (D-39). The admin is made by
 * the first start of the server, so that name is taken before there is one.
 * @throws CommandFailed
 */
export const requirePerson = async (container: Container, name: string): Promise<void> => {
  if (name === container.get(Identifiers.config).adminUsername) return;
  const credentials = await findCredentials(container.get(Identifiers.pool), name);
  if (credentials && (await isAdded(container, credentials.userId))) return;
  throw new CommandFailed(
    `Nobody is called ${JSON.stringify(name)}, so nothing was done. Add the person first with ` +
      '`greenlane user add NAME`, or leave out --as to act as the admin.',
  );
};
