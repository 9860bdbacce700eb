import type { Message } from 'google-protobuf';
import { Code, GoogleEmpty, packed, shared, status, streamIdentifierOf, streams, uuidOf } from './protocol.ts';
import type { Expected, Verdict } from './verdict.ts';

export type BatchRefusal =
  { readonly status: 'accessDenied' } | { readonly status: 'tooLarge'; readonly limit: number };

interface BatchAnswer {
  readonly verdict: Verdict | BatchRefusal;
  readonly stream: string;
  readonly expected: Expected;
  readonly correlationId: string;
}

export const batchResponse = ({ verdict, stream, expected, correlationId }: BatchAnswer): streams.BatchAppendResp => {
  const response = new streams.BatchAppendResp()
    .setCorrelationId(uuidOf(correlationId))
    .setStreamIdentifier(streamIdentifierOf(stream));
  if (verdict.status === 'done') return response.setSuccess(successOf(verdict));
  return response.setError(errorOf(verdict, { stream, expected }));
};

const successOf = ({ lastRevision, position }: Extract<Verdict, { status: 'done' }>) => {
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(`${lastRevision}`);
  if (position === undefined) return success.setNoPosition(new GoogleEmpty());
  const at = new shared.AllStreamPosition().setCommitPosition(`${position}`).setPreparePosition(`${position}`);
  return success.setPosition(at);
};

type Refusal = Exclude<Verdict | BatchRefusal, { status: 'done' }>;

const errorOf = (refusal: Refusal, { stream, expected }: Pick<BatchAnswer, 'stream' | 'expected'>): status.Status => {
  const { ABORTED, FAILED_PRECONDITION, INVALID_ARGUMENT, PERMISSION_DENIED } = Code;
  switch (refusal.status) {
    case 'wrongRevision':
      return errorWith(ABORTED, 'WrongExpectedVersion', wrongVersion(refusal.actual, expected));
    case 'deleted': {
      const deleted = new shared.StreamDeleted().setStreamIdentifier(streamIdentifierOf(stream));
      return errorWith(FAILED_PRECONDITION, 'StreamDeleted', deleted);
    }
    case 'tooLarge': {
      const tooLarge = new shared.MaximumAppendSizeExceeded().setMaxappendsize(refusal.limit);
      return errorWith(INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', tooLarge);
    }
    case 'accessDenied':
      return errorWith(PERMISSION_DENIED, 'AccessDenied', new shared.AccessDenied());
  }
};

const errorWith = (code: Parameters<status.Status['setCode']>[0], type: string, details: Message): status.Status =>
  new status.Status()
    .setCode(code)
    .setMessage(type)
    .setDetails(packed(details, `event_store.client.${type}`));

const wrongVersion = (actual: bigint | undefined, expected: Expected): shared.WrongExpectedVersion => {
  const wrong = new shared.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new GoogleEmpty());
  else wrong.setCurrentStreamRevision(`${actual}`);
  if (typeof expected === 'bigint') return wrong.setExpectedStreamPosition(`${expected}`);
  if (expected === 'noStream') return wrong.setExpectedNoStream(new GoogleEmpty());
  return expected === 'any'
    ? wrong.setExpectedAny(new GoogleEmpty())
    : wrong.setExpectedStreamExists(new GoogleEmpty());
};
