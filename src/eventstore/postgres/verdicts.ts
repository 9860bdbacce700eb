import { EventIdsTaken, WrongExpectedRevision } from '../errors.ts';
import type { Appended } from '../port.ts';
import type { Append } from './appendStatement.ts';
import { toPosition } from './positions.ts';
import type { AppendRow, Verdict } from './rows.ts';

/** What becomes of one append of a batch. */
export type Outcome =
  | { readonly status: 'done'; readonly appended: Appended; readonly stored: boolean }
  | { readonly status: 'refused'; readonly error: unknown };

/** The outcome of every append, in their order. */
export const outcomesOf = (batch: readonly Append[], { firstPosition, verdicts }: AppendRow): readonly Outcome[] => {
  if (verdicts !== undefined) return batch.map((append, index) => judged(append, verdicts[index]));
  let last = firstPosition - 1;
  return batch.map(({ events, expected }) => {
    last += events.length;
    const appended = {
      firstRevision: expected + 1,
      lastRevision: expected + events.length,
      position: toPosition(last),
    };
    return { status: 'done', appended, stored: true };
  });
};

const judged = ({ stream, events, expected }: Append, verdict: Verdict | undefined): Outcome => {
  if (verdict === undefined) return { status: 'refused', error: new Error(`no verdict on an append to ${stream}`) };
  if ('actual' in verdict) {
    return { status: 'refused', error: new WrongExpectedRevision(stream, expected, verdict.actual) };
  }
  if ('taken' in verdict) return { status: 'refused', error: new EventIdsTaken(stream, events) };
  const { first, last, position, stored } = verdict;
  const isRepeated = stored !== true;
  const appended = { firstRevision: first, lastRevision: last, position: toPosition(position), isRepeated };
  return { status: 'done', appended, stored: stored === true };
};
