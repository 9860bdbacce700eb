import type { ReadDatabase } from '../readDatabase.ts';

export interface User {
  readonly userId: number;
  readonly username: string;
  readonly firstName: string;
  readonly isAdmin: boolean;
}

const BY_ID = {
  name: 'user_by_id',
  text: `select user_id as "userId", username, first_name as "firstName", is_admin as "isAdmin"
    from users where user_id = $1`,
};

export const findUser = async (db: ReadDatabase, userId: number): Promise<User | undefined> => {
  const { rows } = await db.query<User>({ ...BY_ID, values: [userId] });
  return rows[0];
};

const HIGHEST = { name: 'user_highest_id', text: 'select coalesce(max(user_id), 0) as "userId" from users' };

/** The highest id that the log has given to a person (D-35); 0 when it knows nobody. */
export const highestUserId = async (db: ReadDatabase): Promise<number> => {
  const { rows } = await db.query<{ readonly userId: number }>(HIGHEST);
  return rows[0]?.userId ?? 0;
};
