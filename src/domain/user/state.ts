import type { UserEvent } from './events.ts';

export type UserState =
  | { readonly status: 'unknown' }
  | { readonly status: 'added'; readonly userId: number; readonly username: string; readonly isAdmin: boolean };

export const initialState = (): UserState => ({ status: 'unknown' });

export const evolve = (state: UserState, event: UserEvent): UserState => {
  switch (event.type) {
    case 'UserAdded': {
      const { userId, username, isAdmin } = event.data;
      return { status: 'added', userId, username, isAdmin };
    }
    default:
      return state; // nothing that is decided here depends on it, or a newer release wrote it
  }
};
