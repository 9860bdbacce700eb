import type { AppendRequest } from './eventLog.ts';
import type { LoggedEvent } from './frames.ts';

export type Expected = 'any' | 'noStream' | 'streamExists' | bigint;

export type Verdict =
  | { readonly status: 'done'; readonly lastRevision: bigint; readonly position: bigint | undefined }
  | { readonly status: 'wrongRevision'; readonly actual: bigint | undefined }
  | { readonly status: 'deleted' };

type Judgement = Verdict | { readonly status: 'accepted'; readonly firstRevision: bigint };

/** The revision of the record that ends a stream for ever. */
export const TOMBSTONE_REVISION = 9_223_372_036_854_775_807n;

/** Exact revisions as EventStoreDB checks them: the same ids right after the expected revision are the first append. */
export const judge = ({ expected, events }: AppendRequest, stream: readonly LoggedEvent[]): Judgement => {
  const last = stream.at(-1);
  if (last?.revision === TOMBSTONE_REVISION) return { status: 'deleted' };
  const actual = last?.revision ?? -1n;
  const after = revisionExpected(expected, { stream, firstId: events[0]?.id, actual });
  if (after === actual) return { status: 'accepted', firstRevision: actual + 1n };
  const stored = after < actual ? stream.slice(Number(after + 1n), Number(after + 1n) + events.length) : [];
  const isRepeat = events.length > 0 && events.every(({ id }, index) => stored[index]?.id === id);
  if (!isRepeat) return { status: 'wrongRevision', actual: last?.revision };
  // A real server need not say again where a repeat was stored.
  return { status: 'done', lastRevision: stored.at(-1)?.revision ?? -1n, position: undefined };
};

interface Stored {
  readonly stream: readonly LoggedEvent[];
  readonly firstId: string | undefined;
  readonly actual: bigint;
}

const revisionExpected = (expected: Expected, { stream, firstId, actual }: Stored): bigint => {
  if (typeof expected === 'bigint') return expected;
  if (expected === 'noStream') return -1n;
  if (expected === 'streamExists' && stream.length === 0) return TOMBSTONE_REVISION;
  const repeated = stream.findIndex(({ id }) => id === firstId);
  return repeated === -1 ? actual : BigInt(repeated - 1);
};
