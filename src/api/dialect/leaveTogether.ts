import type { ServerResponse } from 'node:http';

interface Leaving {
  readonly response: ServerResponse;
  readonly body: string | undefined;
}

let waiting: Leaving[] = [];

const leave = (): void => {
  const leaving = waiting;
  waiting = [];
  for (const { response, body } of leaving) response.end(body);
};

/**
 * Ends an answer whose head is written. Those of one turn of the event loop, mostly of requests that shared a query, leave
 * one right after the other: alone, each would wake who reads them.
 */
export const leaveTogether = (response: ServerResponse, body: string | undefined): void => {
  if (waiting.length === 0) setImmediate(leave);
  waiting.push({ response, body });
};
