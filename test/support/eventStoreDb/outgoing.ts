import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { LoggedEvent } from './frames.ts';
import { shared, streamIdentifierOf, streams, uuidOf } from './protocol.ts';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

export interface SentCount {
  /** How many events were sent, to whomever. */
  events: number;
  /** How many appends were answered that came in batches. */
  batched: number;
}

/** The answers of one read: no faster than they are taken, and none after the client has gone. */
export class Outgoing {
  readonly #call: ReadCall;
  readonly #sent: SentCount;
  readonly #gone = new AbortController();

  constructor(call: ReadCall, sent: SentCount) {
    this.#call = call;
    this.#sent = sent;
    for (const end of ['cancelled', 'close', 'error']) call.on(end, () => this.#gone.abort());
  }

  get isOver(): boolean {
    return this.#gone.signal.aborted;
  }

  /** Aborted once the client has gone. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  async write(response: streams.ReadResp): Promise<void> {
    if (this.isOver || this.#call.write(response)) return;
    await once(this.#call, 'drain', { signal: this.gone }).catch(() => undefined);
  }

  event(event: LoggedEvent, { isOfAll }: { readonly isOfAll: boolean }): Promise<void> {
    this.#sent.events += 1;
    const read = new streams.ReadResp.ReadEvent().setEvent(recorded(event));
    if (isOfAll) read.setCommitPosition(`${event.position}`);
    else read.setNoPosition(new shared.Empty());
    return this.write(new streams.ReadResp().setEvent(read));
  }

  checkpoint(position: bigint): Promise<void> {
    const checkpoint = new streams.ReadResp.Checkpoint()
      .setCommitPosition(`${position}`)
      .setPreparePosition(`${position}`);
    return this.write(new streams.ReadResp().setCheckpoint(checkpoint));
  }
}

const recorded = (event: LoggedEvent): streams.ReadResp.ReadEvent.RecordedEvent => {
  const record = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(event.id))
    .setStreamIdentifier(streamIdentifierOf(event.stream))
    .setStreamRevision(`${event.revision}`)
    .setCommitPosition(`${event.position}`)
    .setPreparePosition(`${event.position}`)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  const metadata = record.getMetadataMap();
  metadata.set('type', event.type);
  metadata.set('content-type', event.contentType);
  metadata.set('created', event.created);
  return record;
};
