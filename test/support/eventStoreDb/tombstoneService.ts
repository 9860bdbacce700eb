import { randomUUID } from 'node:crypto';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { ServiceOptions } from './appendService.ts';
import { shared, streamNameFrom, streams } from './protocol.ts';
import { asServiceError, streamDeleted } from './serverError.ts';

type TombstoneCall = ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>;

const tombstone = () => ({
  id: randomUUID(),
  type: '$streamDeleted',
  contentType: 'application/octet-stream',
  data: new Uint8Array(),
  metadata: new Uint8Array(),
});

/** `Streams.Tombstone`, at whatever revision the stream has: it ends a stream for ever. */
export const tombstoneHandler =
  ({ log, requireAccess }: ServiceOptions) =>
  async ({ request, metadata }: TombstoneCall, callback: sendUnaryData<streams.TombstoneResp>): Promise<void> => {
    try {
      requireAccess(metadata);
      const stream = streamNameFrom(request.getOptions()?.getStreamIdentifier());
      const verdict = await log.append({ stream, expected: 'any', events: [tombstone()], isTombstone: true });
      if (verdict.status !== 'done') throw streamDeleted(stream);
      callback(null, new streams.TombstoneResp().setNoPosition(new shared.Empty()));
    } catch (error) {
      callback(asServiceError(error));
    }
  };
