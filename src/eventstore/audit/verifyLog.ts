import { hashOf } from '../hash.ts';
import { previousHashOf } from '../codec.ts';
import { StreamGone } from '../errors.ts';
import { BEGINNING, type EventBatch, type EventStore, type StoredEvent } from '../port.ts';

/** Where a stream ended when this was noted. */
export interface StreamEnd {
  readonly revision: number;
  /** SHA-256 of the event at that revision, hex. */
  readonly hash: string;
}

export type FindingKind =
  /** An event does not continue the one before it: that one was changed, or this one. */
  | 'chain_broken'
  /** A revision is missing between two events. */
  | 'revision_missing'
  /** The event at the anchored revision is not the one that was anchored. */
  | 'anchor_mismatch'
  /** The stream ends before its anchor. */
  | 'tail_cut'
  /** Nothing is left of an anchored stream, or nothing that can be read in it. */
  | 'stream_removed';

export interface Finding {
  readonly kind: FindingKind;
  readonly stream: string;
  readonly revision: number;
}

export interface Verified {
  readonly events: number;
  readonly streams: number;
  readonly findings: readonly Finding[];
}

interface Walk {
  readonly ends: Map<string, StreamEnd>;
  readonly anchors: ReadonlyMap<string, StreamEnd>;
  readonly findings: Finding[];
}

const READS_AT_ONCE = 16;

const NOTHING: Omit<StreamEnd, 'hash'> & { readonly hash?: string } = { revision: -1 };

const check = ({ ends, anchors, findings }: Walk, event: StoredEvent): void => {
  const { stream, revision } = event;
  const before = ends.get(stream) ?? NOTHING;
  const hash = hashOf(event);
  const anchor = anchors.get(stream);
  if (revision !== before.revision + 1)
    findings.push({ kind: 'revision_missing', stream, revision: before.revision + 1 });
  else if (previousHashOf(event) !== before.hash) findings.push({ kind: 'chain_broken', stream, revision });
  if (anchor?.revision === revision && anchor.hash !== hash)
    findings.push({ kind: 'anchor_mismatch', stream, revision });
  ends.set(stream, { revision, hash });
};

/** Streams that end before their anchor, or are gone. */
const checkEnds = ({ ends, anchors, findings }: Walk): void => {
  for (const [stream, { revision }] of anchors) {
    const end = ends.get(stream);
    if (!end) findings.push({ kind: 'stream_removed', stream, revision });
    else if (end.revision < revision) findings.push({ kind: 'tail_cut', stream, revision: end.revision + 1 });
  }
};

const isReadable = async (store: EventStore, stream: string): Promise<boolean> => {
  try {
    return (await store.read(stream, { direction: 'backwards', limit: 1 })).length > 0;
  } catch (error) {
    if (error instanceof StreamGone) return false;
    throw error;
  }
};

/** The walk does not tell of these. */
const checkReadable = async ({ ends, anchors, findings }: Walk, store: EventStore): Promise<void> => {
  const walked = [...anchors].filter(([stream]) => ends.has(stream));
  for (let from = 0; from < walked.length; from += READS_AT_ONCE) {
    const some = walked.slice(from, from + READS_AT_ONCE);
    const readable = await Promise.all(some.map(([stream]) => isReadable(store, stream)));
    const removed = some.filter((_, at) => readable[at] === false);
    for (const [stream, { revision }] of removed) findings.push({ kind: 'stream_removed', stream, revision });
  }
};

const walkAll = (store: EventStore, onBatch: (batch: EventBatch) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const subscription = store.subscribe(BEGINNING, {}, (batch) => {
      onBatch(batch);
      if (batch.caughtUp) void subscription.stop().then(resolve, reject);
      return Promise.resolve();
    });
    subscription.ended.catch(reject);
  });

/**
 * Walks the whole log and finds what was changed, removed or cut off afterwards (D-33).
 * @param anchors the ends of streams as they were noted outside the log
 * @param onProgress told of how many events have been checked
 * @throws StoreUnavailable
 */
export const verifyLog = async (
  store: EventStore,
  anchors: ReadonlyMap<string, StreamEnd>,
  onProgress: (events: number) => void = () => undefined,
): Promise<Verified> => {
  const walk: Walk = { ends: new Map(), anchors, findings: [] };
  let events = 0;
  if ((await store.end()) !== BEGINNING) {
    await walkAll(store, (batch) => {
      for (const event of batch.events) check(walk, event);
      events += batch.events.length;
      onProgress(events);
    });
  }
  checkEnds(walk);
  if (store.keepsRemoved) await checkReadable(walk, store);
  return { events, streams: walk.ends.size, findings: walk.findings };
};
