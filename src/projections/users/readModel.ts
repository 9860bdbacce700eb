import type { UserEvents } from '../../domain/user/events.ts';
import { applyByLoad } from '../applyByLoad.ts';
import type { Loader, ProjectionBatch, ReadModel } from '../projection.ts';
import { findAdded, type OtherEvent } from './eventsCodec.ts';

interface Row {
  readonly user_id: number;
  readonly username: string;
  readonly first_name: string;
  readonly is_admin: boolean;
  readonly created_time: string;
}

const rowOf = (event: OtherEvent, { userId, username, firstName, isAdmin }: UserEvents['UserAdded']): Row => ({
  user_id: userId,
  username,
  first_name: firstName,
  is_admin: isAdmin,
  created_time: event.metadata.recordedAt,
});

const WRITE = `
  insert into users (user_id, username, first_name, is_admin, created_time)
  select user_id, username, first_name, is_admin, created_time from json_to_recordset($1)
    as given (user_id integer, username text, first_name text, is_admin boolean, created_time timestamptz)
  on conflict (user_id) do update set username = excluded.username, first_name = excluded.first_name,
    is_admin = excluded.is_admin, created_time = excluded.created_time`;

const rowsOf = (others: ProjectionBatch['others']): readonly Row[] =>
  others.flatMap((event) => {
    const added = findAdded(event);
    return added ? [rowOf(event, added)] : [];
  });

const startLoad = (): Loader => {
  const rows = new Map<number, Row>();
  return {
    add: ({ others }) => rowsOf(others).forEach((row) => rows.set(row.user_id, row)),
    write: async (connection) => {
      if (rows.size > 0) await connection.query(WRITE, [JSON.stringify([...rows.values()])]);
    },
  };
};

/** Who has an account; what proves that somebody is that person stands outside the log (D-35). */
export const users: ReadModel = {
  name: 'users',
  version: 1,
  tables: [{ name: 'users', key: ['user_id'] }],
  createTables: async (connection) => {
    await connection.query(`create table users (
      user_id integer primary key,
      username text not null,
      first_name text not null,
      is_admin boolean not null,
      created_time timestamptz not null)`);
  },
  createIndexes: async (connection) => {
    await connection.query('create index users_by_name on users (username)');
  },
  apply: applyByLoad(startLoad),
  startLoad,
};
