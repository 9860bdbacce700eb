import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../database.ts';
import { Problem } from '../../problems/problem.ts';
import { problemOf } from '../../problems/problemOf.ts';
import type { Answer } from '../answer.ts';
import type { CommandTicket } from './commandTicket.ts';
import type { IdempotencyKeys, KeyedRequest } from './idempotencyKeys.ts';
import {
  abandonKey,
  claimKey,
  extendLease,
  findKey,
  keepAnswer,
  LEASE_SECONDS,
  releaseKey,
  reserveIds,
  type Claim,
  type KeptAnswer,
} from './keyRows.ts';

type Work = (ticket: CommandTicket) => Promise<Answer>;

const ticketOf = (db: Database, { commandId, run, reserved }: Claim): CommandTicket => ({
  commandId,
  repeated: run > 1,
  reserve: async (draw) => reserved ?? reserveIds(db, commandId, await draw()),
});

const RENEW_MS = (LEASE_SECONDS * 1000) / 3;

/** Shows that the run is alive while it works, so that nobody takes over from a slow one. */
const alive = async <T>(db: Database, claim: Claim, work: () => Promise<T>): Promise<T> => {
  const timer = setInterval(() => void extendLease(db, claim).catch(() => undefined), RENEW_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

/** A refusal is not kept (D-18); whatever else went wrong leaves the command's outcome open. */
const letGo = (db: Database, claim: Claim, error: unknown): Promise<void> =>
  (problemOf(error).status < 500 ? releaseKey : abandonKey)(db, claim).catch(() => undefined);

/** What was done is answered also when the answer cannot be kept: a repetition then finds the same events again. */
const kept = ({ stream: _, ...answer }: Answer, db: Database, { commandId }: Claim): Promise<KeptAnswer> =>
  keepAnswer(db, commandId, answer).catch(() => answer);

const runClaimed = async (db: Database, claim: Claim, work: Work): Promise<Answer> => {
  try {
    const answer = await alive(db, claim, () => work(ticketOf(db, claim)));
    return await kept(answer, db, claim);
  } catch (error) {
    await letGo(db, claim, error);
    throw error;
  }
};

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;
const PATIENCE_MS = 20_000;

const answeredBefore = async (db: Database, request: KeyedRequest): Promise<Answer | undefined> => {
  const state = await findKey(db, request);
  if (state && state.requestHash !== request.requestHash) throw new Problem('idempotency_key_reused');
  return state?.answer ?? undefined;
};

/**
 * Idempotency keys in the database, for all processes together. A repetition waits for the first run and gets its
 * answer; when that run shows no sign of life, it takes over with the same command id.
 */
export const createIdempotencyKeys = (db: Database): IdempotencyKeys => ({
  once: async (request, work) => {
    const deadline = Date.now() + PATIENCE_MS;
    for (let wait = FIRST_PAUSE_MS; Date.now() < deadline; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      const claim = await claimKey(db, request, randomUUID());
      if (claim) return runClaimed(db, claim, work);
      const answer = await answeredBefore(db, request);
      if (answer) return answer;
      await pause(wait);
    }
    throw new Problem('busy');
  },
});
