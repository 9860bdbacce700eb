/** Who a token stands for. */
export interface SignedIn {
  readonly userId: number;
  readonly username: string;
  readonly isAdmin: boolean;
}

/** Resolves a token; undefined when it is unknown or revoked. @throws when the database is away */
export type Authenticate = (token: string) => SignedIn | undefined | Promise<SignedIn | undefined>;
