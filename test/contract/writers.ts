import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StoreUnavailable, WrongExpectedRevision } from '../../src/eventstore/errors.ts';
import type { EventStore, NewEvent } from '../../src/eventstore/port.ts';
import { NO_STREAM } from '../../src/eventstore/port.ts';
import { newEvents, upTo } from './events.ts';
import type { Network } from './subject.ts';

export interface WriterPlan {
  readonly streams: readonly string[];
  /** Writers at the same time. */
  readonly writers: number;
  /** Appends of each writer, of one to three events. */
  readonly appends: number;
}

/** Appends as planned, trying again on a conflict and while the store is away; resolves with the ids of all events. */
export const write = async (store: EventStore, { streams, writers, appends }: WriterPlan): Promise<string[]> => {
  const known = new Map<string, number>();
  const done: string[] = [];
  const one = async () => {
    for (let count = 0; count < appends; count += 1) {
      const stream = streams[randomInt(streams.length)] ?? '';
      const events = newEvents(1 + (count % 3));
      await insist({ store, stream, events, known });
      for (const { id } of events) done.push(id);
    }
  };
  await Promise.all(upTo(writers).map(one));
  return done;
};

interface Insistence {
  readonly store: EventStore;
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** The last revision that is known of each stream. */
  readonly known: Map<string, number>;
}

/** Other writers may take any revision, so there is no telling how often this goes round; a broken store ends it. */
const insist = async ({ store, stream, events, known }: Insistence): Promise<void> => {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    try {
      const { lastRevision } = await store.append(stream, events, known.get(stream) ?? NO_STREAM);
      known.set(stream, Math.max(lastRevision, known.get(stream) ?? NO_STREAM));
      return;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) known.set(stream, error.actual);
      else if (error instanceof StoreUnavailable) await new Promise((resolve) => setTimeout(resolve, 20));
      else throw error;
    }
  }
  throw new Error(`1,000 attempts were not enough for ${stream}`);
};

const loader = fileURLToPath(new URL('../../scripts/typescript.mjs', import.meta.url));
const program = fileURLToPath(new URL('./writerProcess.ts', import.meta.url));

/** `write` in a process of its own, which is ready when this resolves. */
export const startWritersElsewhere = async ({ writer }: Network): Promise<(plan: WriterPlan) => Promise<string[]>> => {
  const args = ['--import', loader, program, writer.modulePath, writer.address];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], timeout: 50_000 });
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`the writers' process ended with ${await closed}`);
    return line.value;
  };
  await nextLine();
  return async (plan) => {
    child.stdin.end(JSON.stringify(plan));
    const ids = JSON.parse(await nextLine()) as string[];
    await closed;
    return ids;
  };
};
