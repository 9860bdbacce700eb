import { createRequire } from 'node:module';
import type { Message } from 'google-protobuf';
import type { Any as AnyMessage } from 'google-protobuf/google/protobuf/any_pb.js';
import type { Empty as EmptyMessage } from 'google-protobuf/google/protobuf/empty_pb.js';

/** The protocol definitions that the client ships, with the protobuf runtime that they were generated for. */
import codes from '@eventstore/db-client/generated/code_pb.js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';

export const { Code } = codes;
export const { GossipService } = gossipService;
export const { ServerFeaturesService } = featuresService;
export const { StreamsService } = streamsService;
export { features, gossip, shared, status, streams };

const here = createRequire(import.meta.url);
const ofTheClient = createRequire(here.resolve('@eventstore/db-client/generated/streams_pb.js'));
const { Any } = ofTheClient('google-protobuf/google/protobuf/any_pb.js') as { Any: typeof AnyMessage };

export const { Empty: GoogleEmpty } = ofTheClient('google-protobuf/google/protobuf/empty_pb.js') as {
  Empty: typeof EmptyMessage;
};

/** A message as the details of an error; `type` is its full name in the definitions. */
export const packed = (message: Message, type: string): AnyMessage => {
  const any = new Any();
  any.pack(message.serializeBinary(), type);
  return any;
};

/** @throws when the text is no UUID: the server's handler breaks on it, and the call with it. */
export const idFrom = (uuid: shared.UUID | undefined): string => {
  const id = uuid?.getString() ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new Error(`${id} is no UUID`);
  return id.toLowerCase();
};

export const uuidOf = (id: string) => new shared.UUID().setString(id);

export const streamIdentifierOf = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream)));

export const streamNameFrom = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
