import type { Database } from '../../database.ts';
import type { Answer } from '../answer.ts';
import type { KeyedRequest } from './idempotencyKeys.ts';

export type Ids = Readonly<Record<string, number>>;

/** An answer as it is kept; a body that writes itself cannot be. */
export type KeptAnswer = Omit<Answer, 'stream'>;

/** One run of a request under a key. */
export interface Claim {
  readonly commandId: string;
  /** 1 for the first; each one that takes over from a dead one counts up. */
  readonly run: number;
  readonly reserved: Ids | null;
}

export interface KeyState {
  readonly requestHash: string;
  readonly answer: KeptAnswer | null;
}

/** How long a run may go without a sign of life before another takes over. */
export const LEASE_SECONDS = 5;

const LEASE = `now() + interval '${LEASE_SECONDS} seconds'`;

const CLAIM = {
  name: 'idempotency_claim',
  text: `insert into greenlane.idempotency_keys as kept (user_id, key, request_hash, command_id, working_until)
    values ($1, $2, $3, $4, ${LEASE})
    on conflict (user_id, key) do update set runs = kept.runs + 1, working_until = excluded.working_until
      where kept.answer is null and kept.working_until < now() and kept.request_hash = excluded.request_hash
    returning command_id as "commandId", runs as run, reserved_ids as reserved`,
};

/** Takes the key, or takes it over from a run that died; undefined when it is answered, in work, or another request's. */
export const claimKey = async (
  db: Database,
  { userId, key, requestHash }: KeyedRequest,
  commandId: string,
): Promise<Claim | undefined> => {
  const { rows } = await db.query<Claim>({ ...CLAIM, values: [userId, key, requestHash, commandId] });
  return rows[0];
};

const FIND = {
  name: 'idempotency_find',
  text: `select request_hash as "requestHash", answer from greenlane.idempotency_keys where user_id = $1 and key = $2`,
};

export const findKey = async (db: Database, { userId, key }: KeyedRequest): Promise<KeyState | undefined> => {
  const { rows } = await db.query<KeyState>({ ...FIND, values: [userId, key] });
  return rows[0];
};

const RESERVE = {
  name: 'idempotency_reserve',
  text: `update greenlane.idempotency_keys set reserved_ids = coalesce(reserved_ids, $2::jsonb)
    where command_id = $1 returning reserved_ids as reserved`,
};

/** Keeps the ids of a command; those of an earlier run win. */
export const reserveIds = async (db: Database, commandId: string, ids: Ids): Promise<Ids> => {
  const { rows } = await db.query<{ readonly reserved: Ids }>({ ...RESERVE, values: [commandId, JSON.stringify(ids)] });
  return rows[0]?.reserved ?? ids;
};

const COMPLETE = {
  name: 'idempotency_complete',
  text: `update greenlane.idempotency_keys set answer = coalesce(answer, $2::jsonb)
    where command_id = $1 returning answer`,
};

/** Keeps the answer; that of an earlier run wins. */
export const keepAnswer = async (db: Database, commandId: string, answer: KeptAnswer): Promise<KeptAnswer> => {
  const { rows } = await db.query<{ readonly answer: KeptAnswer }>({
    ...COMPLETE,
    values: [commandId, JSON.stringify(answer)],
  });
  return rows[0]?.answer ?? answer;
};

const RELEASE = {
  name: 'idempotency_release',
  text: 'delete from greenlane.idempotency_keys where command_id = $1 and runs = $2 and answer is null',
};

/** Forgets a refused request, unless somebody took over in the meantime. */
export const releaseKey = async (db: Database, { commandId, run }: Claim): Promise<void> => {
  await db.query({ ...RELEASE, values: [commandId, run] });
};

const EXTEND = {
  name: 'idempotency_extend',
  text: `update greenlane.idempotency_keys set working_until = ${LEASE} where command_id = $1 and runs = $2`,
};

export const extendLease = async (db: Database, { commandId, run }: Claim): Promise<void> => {
  await db.query({ ...EXTEND, values: [commandId, run] });
};

const ABANDON = {
  name: 'idempotency_abandon',
  text: `update greenlane.idempotency_keys set working_until = '-infinity' where command_id = $1 and runs = $2`,
};

/** Nobody knows what became of the run: the next one with the key takes over at once, under the same command id. */
export const abandonKey = async (db: Database, { commandId, run }: Claim): Promise<void> => {
  await db.query({ ...ABANDON, values: [commandId, run] });
};

const FORGET = {
  text: `delete from greenlane.idempotency_keys where created_at < now() - interval '7 days'`,
};

export const forgetOldKeys = async (db: Database): Promise<void> => {
  await db.query(FORGET);
};
