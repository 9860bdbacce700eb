import { setTimeout as pause } from 'node:timers/promises';
import type { StreamingRead } from '@eventstore/db-client';
import { StreamNotFoundError, UnavailableError } from '@eventstore/db-client';
import { StoreUnavailable } from '../errors.ts';
import { failureOf } from './failure.ts';

/** Before a read whose connection broke is asked again, in ms. */
const PAUSES = [50, 500];

/**
 * Everything that the server answers to a read; nothing for an unknown stream. A server that falls silent does not hold
 * the reader; a read whose connection breaks is asked again, since it changes nothing.
 * @param patience the longest silence, in ms.
 * @throws StoreUnavailable
 */
export const answersOf = async <Answer>(open: () => StreamingRead<Answer>, patience: number): Promise<Answer[]> => {
  for (const length of PAUSES) {
    try {
      return await answersOnce(open(), patience);
    } catch (error) {
      if (!isCut(error)) throw error;
      await pause(length);
    }
  }
  return answersOnce(open(), patience);
};

const isCut = (error: unknown): boolean => error instanceof StoreUnavailable && error.cause instanceof UnavailableError;

const ignore = (): undefined => undefined;

const answersOnce = async <Answer>(read: StreamingRead<Answer>, patience: number): Promise<Answer[]> => {
  const silent = () => void read.destroy(new StoreUnavailable(`no answer within ${patience} ms`));
  const timer = setTimeout(silent, patience);
  // The client emits errors of the connection even when nobody reads any more.
  read.on('error', ignore);
  const answers: Answer[] = [];
  try {
    for await (const answer of read) {
      timer.refresh();
      answers.push(answer);
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw failureOf(error);
  } finally {
    clearTimeout(timer);
    read.cancel().catch(ignore);
  }
  return answers;
};
