import type { UserEvent, UserEvents } from './events.ts';
import type { UserState } from './state.ts';

/** Adds a person. That the name is free is settled before, where names are claimed; told again, the answer is nothing. */
export const addUser = (user: UserEvents['UserAdded'], state: UserState): UserEvent<'UserAdded'>[] =>
  state.status === 'added' ? [] : [{ type: 'UserAdded', data: user }];

/** Records that a person got another password; there is nothing to record of somebody unknown. */
export const replacePassword = (state: UserState): UserEvent<'PasswordReplaced'>[] =>
  state.status === 'added' ? [{ type: 'PasswordReplaced', data: { userId: state.userId } }] : [];
