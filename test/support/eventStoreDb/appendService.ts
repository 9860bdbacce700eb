import { setImmediate as turn } from 'node:timers/promises';
import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import type { RequireAccess } from './access.ts';
import type { AnswerFaults } from './answerFaults.ts';
import { batchResponse, type BatchRefusal } from './batchResponse.ts';
import type { EventLog } from './eventLog.ts';
import type { ProposedEvent } from './frames.ts';
import type { SentCount } from './outgoing.ts';
import { appendSizeOf, MAX_APPEND_SIZE, proposedEventFrom } from './proposals.ts';
import { idFrom, shared, streamNameFrom, streams } from './protocol.ts';
import { appendTooLarge, asServiceError, streamDeleted } from './serverError.ts';
import type { Expected, Verdict } from './verdict.ts';

export interface ServiceOptions {
  readonly log: EventLog;
  readonly faults: AnswerFaults;
  readonly requireAccess: RequireAccess;
  readonly sent: SentCount;
  /** Whether a subscription is ended as soon as it has caught up, as by a proxy that allows no long answers. */
  readonly live: { isEnded: boolean };
}

type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;
type BatchCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** `Streams.Append`: one append a call. */
export const appendHandler =
  ({ log, faults, requireAccess }: ServiceOptions) =>
  async (call: AppendCall, callback: sendUnaryData<streams.AppendResp>): Promise<void> => {
    try {
      requireAccess(call.metadata);
      const { options, events } = await collect(call);
      const stream = streamNameFrom(options.getStreamIdentifier());
      const expected = expectedFrom(options);
      const verdict = await log.append({ stream, events, expected });
      if (verdict.status === 'deleted') throw streamDeleted(stream);
      faults.answer(call, () => callback(null, unaryResponse(verdict, expected)));
    } catch (error) {
      callback(asServiceError(error));
    }
  };

const collect = async (call: AppendCall) => {
  let options = new streams.AppendReq.Options();
  const events: ProposedEvent[] = [];
  for await (const request of call as AsyncIterable<streams.AppendReq>) {
    options = request.getOptions() ?? options;
    const message = request.getProposedMessage();
    if (message !== undefined) events.push(proposedEventFrom(message));
    if (appendSizeOf(events) > MAX_APPEND_SIZE) throw appendTooLarge(MAX_APPEND_SIZE);
  }
  // A call that is cut off ends like one that is complete; only then does it say that it was cancelled.
  await turn();
  if (call.cancelled) throw new Error('the call was cut off');
  return { options, events };
};

const expectedFrom = (options: streams.AppendReq.Options): Expected => {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'noStream';
  return options.hasStreamExists() ? 'streamExists' : 'any';
};

const unaryResponse = (verdict: Exclude<Verdict, { status: 'deleted' }>, expected: Expected): streams.AppendResp => {
  const response = new streams.AppendResp();
  if (verdict.status === 'wrongRevision')
    return response.setWrongExpectedVersion(wrongVersion(verdict.actual, expected));
  const success = new streams.AppendResp.Success().setCurrentRevision(`${verdict.lastRevision}`);
  if (verdict.position === undefined) return response.setSuccess(success.setNoPosition(new shared.Empty()));
  const position = new streams.AppendResp.Position()
    .setCommitPosition(`${verdict.position}`)
    .setPreparePosition(`${verdict.position}`);
  return response.setSuccess(success.setPosition(position));
};

const wrongVersion = (actual: bigint | undefined, expected: Expected): streams.AppendResp.WrongExpectedVersion => {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(`${actual}`);
  if (typeof expected === 'bigint') return wrong.setExpectedRevision(`${expected}`);
  if (expected === 'noStream') return wrong.setExpectedNoStream(new shared.Empty());
  return expected === 'any'
    ? wrong.setExpectedAny(new shared.Empty())
    : wrong.setExpectedStreamExists(new shared.Empty());
};

/** `Streams.BatchAppend`: any number of appends over one call, each with an answer of its own. */
export const batchAppendHandler =
  (service: ServiceOptions) =>
  (call: BatchCall): void => {
    const open = new Map<string, Batch>();
    call.on('data', (request: streams.BatchAppendReq) => {
      try {
        const batch = gather(open, request);
        if (request.getIsFinal()) void answerBatch({ service, call, batch });
      } catch (error) {
        // What cannot be read breaks the call, and with it every append under way on it.
        call.emit('error', asServiceError(error));
      }
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  };

interface Batch {
  readonly correlationId: string;
  readonly options: streams.BatchAppendReq.Options;
  readonly events: ProposedEvent[];
}

const gather = (open: Map<string, Batch>, request: streams.BatchAppendReq): Batch => {
  const correlationId = idFrom(request.getCorrelationId());
  const options = request.getOptions() ?? new streams.BatchAppendReq.Options();
  const batch = open.get(correlationId) ?? { correlationId, options, events: [] };
  batch.events.push(...request.getProposedMessagesList().map(proposedEventFrom));
  if (request.getIsFinal()) open.delete(correlationId);
  else open.set(correlationId, batch);
  return batch;
};

interface Answerable {
  readonly service: ServiceOptions;
  readonly call: BatchCall;
  readonly batch: Batch;
}

const answerBatch = async ({ service, call, batch }: Answerable): Promise<void> => {
  service.sent.batched += 1;
  const stream = streamNameFrom(batch.options.getStreamIdentifier());
  const expected = batchExpectedFrom(batch.options);
  const refusal = refusalOf(service, call, batch);
  const verdict = refusal ?? (await service.log.append({ stream, events: batch.events, expected }));
  const response = batchResponse({ verdict, stream, expected, correlationId: batch.correlationId });
  if (refusal !== undefined) call.write(response);
  else service.faults.answer(call, () => call.write(response));
};

const refusalOf = ({ requireAccess }: ServiceOptions, call: BatchCall, { events }: Batch): BatchRefusal | undefined => {
  try {
    requireAccess(call.metadata);
  } catch {
    return { status: 'accessDenied' };
  }
  return appendSizeOf(events) > MAX_APPEND_SIZE ? { status: 'tooLarge', limit: MAX_APPEND_SIZE } : undefined;
};

const batchExpectedFrom = (options: streams.BatchAppendReq.Options): Expected => {
  if (options.hasStreamPosition()) return BigInt(options.getStreamPosition());
  if (options.hasNoStream()) return 'noStream';
  return options.hasStreamExists() ? 'streamExists' : 'any';
};
