import { integerArray, textArray } from '../../eventstore/arrays.ts';
import { applyByLoad } from '../applyByLoad.ts';
import type { Connection, Loader, ReadModel } from '../projection.ts';
import { UPDATE } from './actions.ts';
import { addEntries, NOWHERE, type Entries, type Entry } from './entries.ts';

/** JSON text never holds a raw control character, so texts joined by one need no quoting on the way. */
const SEPARATOR = '\u001e';

/** An append that was split over two batches completes its entry; told apart by who the parts belong to, not by when they come. */
const WRITE = `
  insert into operation_record as kept
    (patient_id, command, position, entered_at, user_name, action, head, changes, tail)
  select patient_id, command, position, entered_at, user_name, action, head, coalesce(changes, ''), tail
  from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[],
    string_to_array($7, '${SEPARATOR}'), string_to_array($8, '${SEPARATOR}'), string_to_array($9, '${SEPARATOR}'))
    as given (patient_id, command, position, entered_at, user_name, action, head, changes, tail)
  on conflict (patient_id, command) do update set
    action = case when kept.action = '${UPDATE}' then excluded.action else kept.action end,
    changes = concat_ws(',', nullif(kept.changes, ''), nullif(excluded.changes, '')),
    tail = case when kept.tail = '${NOWHERE}' then excluded.tail else kept.tail end`;

const write = async (connection: Connection, entries: readonly Entry[]): Promise<void> => {
  if (entries.length === 0) return;
  await connection.query(WRITE, [
    integerArray(entries.map(({ patientId }) => patientId)),
    textArray(entries.map(({ command }) => command)),
    textArray(entries.map(({ position }) => position)),
    textArray(entries.map(({ enteredAt }) => enteredAt)),
    textArray(entries.map(({ user }) => user)),
    textArray(entries.map(({ action }) => action)),
    entries.map(({ head }) => head).join(SEPARATOR),
    entries.map(({ lines }) => lines.join(',')).join(SEPARATOR),
    entries.map(({ tail }) => tail).join(SEPARATOR),
  ]);
};

const startLoad = (zone: string): Loader => {
  const entries: Entries = new Map();
  return {
    add: ({ steps }) => addEntries(entries, steps, zone),
    write: (connection) => write(connection, [...entries.values()]),
  };
};

/** Who changed what, when, and what stood there before: one row a request (D-16). It outlives deletion and switch. */
export const operationRecord: ReadModel = {
  name: 'operation_record',
  version: 1,
  tables: [{ name: 'operation_record', key: ['patient_id', 'command'] }],
  createTables: async (connection) => {
    await connection.query(`create table operation_record (
      patient_id bigint not null,
      command text collate "C" not null,
      position text collate "C" not null,
      entered_at timestamptz not null,
      user_name text not null,
      action text not null,
      head text not null,
      changes text not null,
      tail text not null,
      primary key (patient_id, command));
      alter table operation_record alter command set statistics 0, alter head set statistics 0,
        alter changes set statistics 0, alter tail set statistics 0`);
  },
  createIndexes: () => Promise.resolve(),
  apply: applyByLoad(startLoad),
  startLoad,
};
