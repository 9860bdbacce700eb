import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { EventStore, NewEvent, Position } from '../../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { NO_STREAM } from '../../../src/eventstore/port.ts';
import { readCheckpoints } from '../../../src/projections/checkpoints.ts';
import type { Connection, ProjectionBatch, ReadModel } from '../../../src/projections/projection.ts';
import type { Recall } from '../../../src/projections/fold.ts';
import { createProgress } from '../../../src/projections/progressListener.ts';
import { startRunner } from '../../../src/projections/runner.ts';
import type { CommitListener } from '../../../src/projections/runnerTerm.ts';
import type { ProjectionLog } from '../../../src/projections/runnerFault.ts';
import { createDatabase } from '../../support/database.ts';

export const ZONE = 'Asia/Shanghai';

interface ToyOptions {
  readonly name?: string;
  readonly version?: number;
  /** Runs in the batch's transaction, after the rows were written. */
  readonly afterRows?: (connection: Connection, batch: ProjectionBatch) => Promise<void>;
}

/** Counts rather than sets, so that an event taken twice or left out shows in the rows. */
export const toy = ({ name = 'toy', version = 1, afterRows }: ToyOptions = {}): ReadModel => {
  const tally = `${name}_tally`;
  const entries = `${name}_entries`;
  return {
    name,
    version,
    tables: [
      { name: tally, key: ['patient_id'] },
      { name: entries, key: ['position'] },
    ],
    createTables: async (connection) => {
      await connection.query(
        `create table ${tally} (patient_id bigint primary key, steps int, total int, paths jsonb)`,
      );
      await connection.query(`create table ${entries} (position text primary key, type text, version int)`);
    },
    createIndexes: async (connection) =>
      void (await connection.query(`create index ${name}_type on ${entries} (type)`)),
    apply: async (connection, batch) => {
      const rows = batch.steps.map(({ patientId, before, after, event }) => ({
        patient_id: patientId,
        added: Object.keys(after.values).length - Object.keys(before.values).length,
        values: after.values,
        position: event.position,
      }));
      await connection.query(
        `insert into ${tally} as t select patient_id, count(*), sum(added), (array_agg("values" order by position desc))[1]
         from jsonb_to_recordset($1) r (patient_id bigint, added int, "values" jsonb, position text) group by patient_id
         on conflict (patient_id) do update set steps = t.steps + excluded.steps, total = t.total + excluded.total, paths = excluded.paths`,
        [JSON.stringify(rows)],
      );
      const all = [...batch.steps.map(({ event }) => event), ...batch.others];
      await connection.query(
        `insert into ${entries} select p, t, ${version} from unnest($1::text[], $2::text[]) r (p, t)`,
        [all.map(({ position }) => position), all.map(({ type }) => type)],
      );
      await afterRows?.(connection, batch);
    },
  };
};

export const newEvent = (type: string, data: unknown, recordedAt = new Date().toISOString()): NewEvent => ({
  id: randomUUID(),
  type,
  data: JSON.stringify(data),
  metadata: JSON.stringify({ correlationId: randomUUID(), causationId: randomUUID(), recordedAt, schemaVersion: 1 }),
});

const registration = (patientId: number): NewEvent =>
  newEvent('CaseRegistered', {
    patientId,
    caseType: 'apoplexy',
    caseId: patientId,
    createdTime: '2026-11-23T04:00:00Z',
  });

/** A new patient with `steps` milestones; resolves with the position of the last. */
export const writePatient = async (store: EventStore, patientId: number, steps = 1): Promise<Position> => {
  const milestones = Array.from({ length: steps }, (_, at) =>
    newEvent('MilestoneRecorded', { path: `block.step_${at % 7}`, at: `2026-11-23T04:00:${10 + (at % 50)}Z` }),
  );
  const { position } = await store.append(`patient-${patientId}`, [registration(patientId), ...milestones], NO_STREAM);
  return position ?? '';
};

export const writePatients = async (store: EventStore, from: number, count: number): Promise<Position> => {
  let last: Position = '';
  for (let id = from; id < from + count; id += 1) last = await writePatient(store, id, 1 + (id % 5));
  return last;
};

interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: object;
  readonly message: string;
}

export const recordingLog = () => {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (facts: object, message: string) =>
    void lines.push({ level, facts, message });
  const log: ProjectionLog = { info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines };
};

/** The event store of one hospital, in a database of its own or beside the read models. */
export const openStore = async (url: string): Promise<EventStore> => {
  const store = await createPostgresEventStore({ url });
  await store.migrate();
  return store;
};

/** A database of its own with an empty store, and what runs read models on it. */
export const openRunner = async () => {
  const database = await createDatabase();
  const store = await openStore(database.url);
  const h = harness(database.url, store);
  const close = async (): Promise<void> => {
    await h.close();
    await store.close();
    await database.drop();
  };
  return { database, store, h, close };
};

const ignoring: CommitListener = { passed: () => undefined, forget: () => undefined };

/** Everything one database needs to be projected; `close` ends what was started. */
export const harness = (database: string, store: EventStore) => {
  const pool = new pg.Pool({ connectionString: database, max: 4 });
  pool.on('error', () => undefined);
  const connection: Connection = {
    query: (text, values) => pool.query(text, values && [...values]),
  };
  const closers: (() => Promise<void>)[] = [];
  const { log, lines } = recordingLog();
  const onClose = <T>(thing: T, close: () => Promise<void>): T => {
    closers.push(close);
    return thing;
  };
  return {
    pool,
    connection,
    lines,
    log,
    run: (readModels: readonly ReadModel[], progress: CommitListener = ignoring, over: EventStore = store) => {
      const runner = startRunner({ database, store: over, readModels, zone: ZONE, log, progress });
      return onClose(runner, runner.stop);
    },
    /** In a process that was told another zone of the hospital. */
    runIn: (zone: string, readModels: readonly ReadModel[]) => {
      const runner = startRunner({ database, store, readModels, zone, log, progress: ignoring });
      return onClose(runner, runner.stop);
    },
    /** In a process whose commands remember what they were decided on. */
    runRecalling: (readModels: readonly ReadModel[], recall: Recall, over: EventStore = store) => {
      const runner = startRunner({ database, store: over, readModels, zone: ZONE, log, progress: ignoring, recall });
      return onClose(runner, runner.stop);
    },
    /** Over a way to the database that may lose connections without a word. */
    runThrough: (url: string, answerMs: number, readModels: readonly ReadModel[]) => {
      const runner = startRunner({ database: url, store, readModels, zone: ZONE, log, progress: ignoring, answerMs });
      return onClose(runner, runner.stop);
    },
    progress: (readModels: readonly ReadModel[], over: EventStore = store, told: ProjectionLog = log) => {
      const progress = createProgress({ database, store: over, readModels, zone: ZONE, log: told });
      return onClose(progress, progress.close);
    },
    rows: async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows,
    one: async (text: string) => Object.values((await pool.query(text)).rows[0] ?? {})[0],
    /** Where a read model's live rows stand; undefined before they were installed. */
    position: async (name = 'toy') => (await readCheckpoints(connection)).find((each) => each.name === name)?.position,
    onClose: (close: () => Promise<void>) => void closers.push(close),
    /** Ends the connections of one kind, as a crash of the database would. */
    cut: async (application: string) =>
      (
        await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
          application,
        ])
      ).rowCount,
    close: async () => {
      for (const close of closers.reverse()) await close();
      await pool.end();
    },
  };
};

export type Harness = ReturnType<typeof harness>;
