import type { ProposedEvent } from './frames.ts';
import type { streams } from './protocol.ts';
import { idFrom } from './protocol.ts';
import { metadataMissing } from './serverError.ts';

type Proposed = streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage;

const required = (message: Proposed, name: string): string => {
  const value = message.getMetadataMap().get(name);
  if (value === undefined || value === '') throw metadataMissing(name);
  return value;
};

export const proposedEventFrom = (message: Proposed): ProposedEvent => ({
  id: idFrom(message.getId()),
  type: required(message, 'type'),
  contentType: required(message, 'content-type'),
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

/** EventStoreDB's default, in bytes. */
export const MAX_APPEND_SIZE = 1_048_576;

/** As EventStoreDB counts: what a type takes in UTF-16, the data and the metadata. */
export const appendSizeOf = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, { type, data, metadata }) => sum + type.length * 2 + data.length + metadata.length, 0);
