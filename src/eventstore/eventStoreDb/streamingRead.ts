import type { StreamingRead } from '@eventstore/db-client';
import { StreamNotFoundError } from '@eventstore/db-client';
import { StoreUnavailable } from '../errors.ts';
import { failureOf } from './failure.ts';

const ignore = (): undefined => undefined;

/**
 * What the server answers to a read; nothing for an unknown stream. A server that falls silent does not hold the reader.
 * @param patience the longest silence, in ms.
 * @throws StoreUnavailable
 */
export async function* answersOf<Answer>(read: StreamingRead<Answer>, patience: number): AsyncGenerator<Answer> {
  const silent = () => void read.destroy(new StoreUnavailable(`no answer within ${patience} ms`));
  const timer = setTimeout(silent, patience);
  // The client emits errors of the connection even when nobody reads any more.
  read.on('error', ignore);
  try {
    for await (const answer of read) {
      timer.refresh();
      yield answer;
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw failureOf(error);
  } finally {
    clearTimeout(timer);
    read.cancel().catch(ignore);
  }
}
