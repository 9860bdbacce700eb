import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { features, gossip, shared, uuidOf } from './protocol.ts';

export interface NodeOptions {
  readonly host: string;
  readonly port: number;
  /** Servers before 21.10 have no batch append; the client then appends by a call each. */
  readonly hasBatchAppend: boolean;
}

const SERVER_VERSION = '23.10.1.0';
const STREAMS = 'event_store.client.streams.streams';

const methodOf = (name: string) => new features.SupportedMethod().setServiceName(STREAMS).setMethodName(name);

/** `ServerFeatures.GetSupportedMethods` */
export const featuresHandler =
  ({ hasBatchAppend }: NodeOptions) =>
  (_: ServerUnaryCall<shared.Empty, features.SupportedMethods>, callback: sendUnaryData<features.SupportedMethods>) => {
    const names = ['append', 'read', 'tombstone', ...(hasBatchAppend ? ['batchappend'] : [])];
    const supported = new features.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION);
    callback(null, supported.setMethodsList(names.map(methodOf)));
  };

const NODE_ID = 'b9d1a9f2-5a7b-4c83-9a57-0e4c8f0c6a11';

/** `Gossip.Read`: a cluster of this one node, which leads it. */
export const gossipHandler =
  ({ host, port }: NodeOptions) =>
  (_: ServerUnaryCall<shared.Empty, gossip.ClusterInfo>, callback: sendUnaryData<gossip.ClusterInfo>) => {
    const self = new gossip.MemberInfo()
      .setInstanceId(uuidOf(NODE_ID))
      .setTimeStamp(`${BigInt(Date.now()) * 10_000n}`)
      .setState(gossip.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
    callback(null, new gossip.ClusterInfo().setMembersList([self]));
  };
