import { randomUUID } from 'node:crypto';
import type { ServiceOptions } from './appendService.ts';
import { eventFilterFrom } from './eventFilter.ts';
import type { EventLog } from './eventLog.ts';
import type { LoggedEvent } from './frames.ts';
import type { ReadCall } from './outgoing.ts';
import { Outgoing } from './outgoing.ts';
import { streamIdentifierOf, streamNameFrom, streams } from './protocol.ts';
import { asServiceError, streamDeleted, unimplemented } from './serverError.ts';
import { TOMBSTONE_REVISION } from './verdict.ts';

/** How far a live subscriber may lag before it is told that it has fallen behind, in events. */
const LIVE_BUFFER = 1_000;

interface Reading {
  readonly log: EventLog;
  readonly options: streams.ReadReq.Options;
  readonly out: Outgoing;
  readonly live: ServiceOptions['live'];
}

/** `Streams.Read`: a stream or `$all`, both ways, and subscriptions to `$all`. */
export const readHandler =
  ({ log, requireAccess, sent, live }: ServiceOptions) =>
  async (call: ReadCall): Promise<void> => {
    const out = new Outgoing(call, sent);
    try {
      requireAccess(call.metadata);
      const options = call.request.getOptions() ?? new streams.ReadReq.Options();
      await serve({ log, options, out, live });
      call.end();
    } catch (error) {
      call.emit('error', asServiceError(error));
    }
  };

const serve = (reading: Reading): Promise<void> => {
  const { options } = reading;
  if (!options.hasSubscription()) return options.hasStream() ? readStream(reading) : readAll(reading);
  if (options.hasStream()) throw unimplemented('a subscription to one stream');
  return subscribeToAll(reading);
};

const isBackwards = (options: streams.ReadReq.Options): boolean =>
  options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;

const readStream = async ({ log, options, out }: Reading): Promise<void> => {
  const from = options.getStream() ?? new streams.ReadReq.Options.StreamOptions();
  const stream = streamNameFrom(from.getStreamIdentifier());
  const events = log.stream(stream);
  if (events === undefined) {
    const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifierOf(stream));
    return out.write(new streams.ReadResp().setStreamNotFound(notFound));
  }
  if (events.at(-1)?.revision === TOMBSTONE_REVISION) throw streamDeleted(stream);
  const start = from.hasRevision() ? BigInt(from.getRevision()) : undefined;
  const asked = isBackwards(options)
    ? events.filter(({ revision }) => from.hasEnd() || start === undefined || revision <= start).reverse()
    : events.filter(({ revision }) => !from.hasEnd() && (start === undefined || revision >= start));
  for (const event of taken(asked, options)) {
    if (out.isOver) return;
    await out.event(event, { isOfAll: false });
  }
};

const taken = function* (events: Iterable<LoggedEvent>, options: streams.ReadReq.Options) {
  let left = BigInt(options.getCount());
  for (const event of events) {
    if (left <= 0n) return;
    left -= 1n;
    yield event;
  }
};

/** Forwards with the event at the position itself, backwards from the one before it. */
const readAll = async ({ log, options, out }: Reading): Promise<void> => {
  const { lets } = eventFilterFrom(options);
  for (const event of taken(matching(walk(log, options), lets), options)) {
    if (out.isOver) return;
    await out.event(event, { isOfAll: true });
  }
};

const matching = function* (events: Iterable<LoggedEvent>, lets: (event: LoggedEvent) => boolean) {
  for (const event of events) if (lets(event)) yield event;
};

const walk = function* (log: EventLog, options: streams.ReadReq.Options): Iterable<LoggedEvent> {
  const step = isBackwards(options) ? -1 : 1;
  for (let index = firstIndex(log, options); ; index += step) {
    const event = index < 0 ? undefined : log.at(index);
    if (event === undefined) return;
    yield event;
  }
};

const firstIndex = (log: EventLog, options: streams.ReadReq.Options): number => {
  const from = options.getAll() ?? new streams.ReadReq.Options.AllOptions();
  const position = from.getPosition();
  if (from.hasStart()) return isBackwards(options) ? -1 : 0;
  if (position === undefined) return isBackwards(options) ? log.length - 1 : log.length;
  const atOrAfter = log.indexAfter(BigInt(position.getCommitPosition()) - 1n);
  return isBackwards(options) ? atOrAfter - 1 : atOrAfter;
};

/** Everything after the position, then what is appended, until the client goes. */
const subscribeToAll = async ({ log, options, out, live }: Reading): Promise<void> => {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await out.write(new streams.ReadResp().setConfirmation(confirmation));
  const { lets, checkpointInterval } = eventFilterFrom(options);
  let index = firstIndexAfter(log, options);
  let isLive = false;
  let considered = 0;
  while (!out.isOver) {
    if (isLive && log.length - index > LIVE_BUFFER) {
      isLive = false;
      await out.write(new streams.ReadResp().setFellBehind(new streams.ReadResp.FellBehind()));
    }
    const event = log.at(index);
    if (event !== undefined) {
      index += 1;
      considered += 1;
      if (lets(event)) await out.event(event, { isOfAll: true });
      if (considered === checkpointInterval) await out.checkpoint(event.position);
      if (considered === checkpointInterval) considered = 0;
    } else if (!isLive) {
      isLive = true;
      await out.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
      if (live.isEnded) return;
    } else {
      await log.grown(out.gone).catch(() => undefined);
    }
  }
};

const firstIndexAfter = (log: EventLog, options: streams.ReadReq.Options): number => {
  const position = options.getAll()?.getPosition();
  if (position === undefined) return firstIndex(log, options);
  // Positions compare by commit, then by prepare; here both are one, so a smaller prepare lies before the event.
  const commit = BigInt(position.getCommitPosition());
  const isAtEvent = BigInt(position.getPreparePosition()) >= commit;
  return log.indexAfter(isAtEvent ? commit : commit - 1n);
};
