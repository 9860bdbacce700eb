import { Socket } from 'node:net';
import pg from 'pg';
import { NOTICED_HERE } from '../eventstore/silentLoss.ts';
import { gatherWrites, type Gather } from './gatherWrites.ts';
import type { ReadDatabase } from './readDatabase.ts';
import { rowsAs } from './rows.ts';
import { LIVE } from './schema.ts';

type Statement = Parameters<ReadDatabase['query']>[0];

/** Any of these statements takes milliseconds, so a connection that says nothing for so long is lost. */
const ANSWER_MS = 10_000;

interface Connected {
  readonly client: pg.Client;
  /** Each statement is sent through it. */
  readonly gather: Gather;
}

/** One connection on which statements follow each other without waiting for answers; opened when needed, again when lost. */
class Lane {
  readonly #url: string;
  readonly #answerMs: number;
  #connected: Promise<Connected> | undefined;
  #underway = 0;

  constructor(url: string, answerMs: number) {
    this.#url = url;
    this.#answerMs = answerMs;
  }

  get underway(): number {
    return this.#underway;
  }

  async query<Row extends object>({ name, text, values }: Statement): Promise<{ rows: Row[] }> {
    this.#underway += 1;
    try {
      const { client, gather } = await (this.#connected ?? this.#open());
      const { rows } = await gather(() => client.query({ name, text, values }));
      return { rows: rowsAs<Row>(rows) };
    } finally {
      this.#underway -= 1;
    }
  }

  async close(): Promise<void> {
    const connected = await this.#connected?.catch(() => undefined);
    await connected?.client.end();
  }

  /** Only its own loss makes a connection forgotten: the next one may be open before the last has wholly ended. */
  #open(): Promise<Connected> {
    const connected: Promise<Connected> = this.#connect(() => {
      if (this.#connected === connected) this.#connected = undefined;
    });
    this.#connected = connected;
    return connected;
  }

  async #connect(forget: () => void): Promise<Connected> {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: this.#url,
      stream: () => socket,
      pipeline: true,
      ...NOTICED_HERE,
      query_timeout: this.#answerMs,
      application_name: 'greenlane reads',
      options: `-c search_path=${LIVE} -c plan_cache_mode=force_generic_plan -c statement_timeout=${this.#answerMs}`,
    });
    client.on('error', forget).on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return { client, gather: gatherWrites(socket) };
  }
}

export interface PipelinedReads extends ReadDatabase {
  close(): Promise<void>;
}

/** More processes of the database would only take turns on the same processors. */
const LANES = 2;

/**
 * Answers the statements that are asked thousands of times a second, the named ones, on few connections: a request then
 * costs no connection of its own, and those of one moment share packets. Others may take long, so they go to `others`.
 */
export const createPipelinedReads = (
  url: string,
  others: ReadDatabase,
  { answerMs = ANSWER_MS }: { readonly answerMs?: number } = {},
): PipelinedReads => {
  const lanes = Array.from({ length: LANES }, () => new Lane(url, answerMs));
  const idlest = (): Lane | undefined => lanes.toSorted((a, b) => a.underway - b.underway)[0];
  return {
    query: (statement) => (statement.name === undefined ? others : (idlest() ?? others)).query(statement),
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
};
