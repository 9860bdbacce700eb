import type { Database } from '../database.ts';
import { Problem } from '../problems/problem.ts';

export interface Credentials {
  readonly userId: number;
  readonly passwordHash: string;
}

const FIND = {
  name: 'credentials_by_name',
  text: `select user_id as "userId", password_hash as "passwordHash" from greenlane.credentials where username = $1`,
};

export const findCredentials = async (db: Database, username: string): Promise<Credentials | undefined> => {
  const { rows } = await db.query<Credentials>({ ...FIND, values: [username] });
  return rows[0];
};

const CLAIM = {
  text: `insert into greenlane.credentials (username, password_hash) values ($1, $2)
    on conflict (username) do nothing returning user_id as "userId"`,
};

/** Takes a name for a new person; undefined when somebody has it. The id is drawn with it. */
export const claimUsername = async (
  db: Database,
  username: string,
  passwordHash: string,
): Promise<number | undefined> => {
  const { rows } = await db.query<{ readonly userId: number }>({ ...CLAIM, values: [username, passwordHash] });
  return rows[0]?.userId;
};

const RENUMBER = {
  text: `update greenlane.credentials set user_id = default where user_id = $1 returning user_id as "userId"`,
};

/** Draws another id for somebody whose own was given to somebody else. */
export const renumber = async (db: Database, userId: number): Promise<number> => {
  const { rows } = await db.query<{ readonly userId: number }>({ ...RENUMBER, values: [userId] });
  if (!rows[0]) throw new Problem('busy');
  return rows[0].userId;
};

const REPLACE = {
  text: `update greenlane.credentials set password_hash = $2, changed_at = now() where user_id = $1`,
};

export const replaceHash = async (db: Database, userId: number, passwordHash: string): Promise<void> => {
  await db.query({ ...REPLACE, values: [userId, passwordHash] });
};

const RAISE = {
  text: `select setval('greenlane.user_id', greatest($1::integer, (select last_value from greenlane.user_id)))
    where $1::integer > 0`,
};

/** From now on only higher ids are given (D-35): the log may know people whom this database does not. */
export const raiseUserIds = async (db: Database, highest: number): Promise<void> => {
  await db.query({ ...RAISE, values: [highest] });
};

const HAS_ADMIN = {
  text: `select exists (select 1 from greenlane.credentials join users using (user_id) where is_admin) as "known"`,
};

/** True when some admin can sign in. */
export const hasAdmin = async (db: Database): Promise<boolean> => {
  const { rows } = await db.query<{ readonly known: boolean }>(HAS_ADMIN);
  return rows[0]?.known === true;
};
