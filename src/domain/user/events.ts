/** Facts about a person with an account; passwords and tokens stand outside the log (D-35). */
export interface UserEvents {
  UserAdded: {
    readonly userId: number;
    readonly username: string;
    readonly firstName: string;
    /** Allowed everything (E-ACC-07, A-29). */
    readonly isAdmin: boolean;
  };
  /** That it happened, for the auditors; never the password. */
  PasswordReplaced: { readonly userId: number };
}

export type UserEventType = keyof UserEvents;

/** The union of the events named; of all by default. */
export type UserEvent<Type extends UserEventType = UserEventType> = {
  [Each in Type]: { readonly type: Each; readonly data: UserEvents[Each] };
}[Type];

/** The prefix of the streams that hold these events. */
export const USER_STREAMS = 'user-';

export const userStream = (userId: number): string => `${USER_STREAMS}${userId}`;
