import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { accessFor } from './access.ts';
import { AnswerFaults } from './answerFaults.ts';
import { appendHandler, batchAppendHandler } from './appendService.ts';
import type { Order, ServerSettings } from './control.ts';
import { EventLog } from './eventLog.ts';
import { featuresHandler, gossipHandler } from './nodeService.ts';
import { GossipService, ServerFeaturesService, StreamsService } from './protocol.ts';
import { readHandler } from './readService.ts';
import { Sockets } from './sockets.ts';
import { writeSystemEvents } from './systemEvents.ts';
import { tombstoneHandler } from './tombstoneService.ts';

/** The loopback EventStoreDB, a process of its own; settings as the first argument, orders over the IPC channel. */
const settings = JSON.parse(process.argv[2] ?? '{}') as ServerSettings;

const serverCredentials = async (): Promise<ServerCredentials> => {
  if (settings.tls === undefined) return ServerCredentials.createInsecure();
  const [private_key, cert_chain] = await Promise.all([
    readFile(settings.tls.keyFile),
    readFile(settings.tls.certFile),
  ]);
  return ServerCredentials.createSsl(null, [{ private_key, cert_chain }]);
};

const log = await EventLog.open(settings.file);
if (log.length === 0) await writeSystemEvents(log);

// EventStoreDB reads messages up to its largest record.
const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
const bind = promisify(server.bindAsync.bind(server));
const sockets = new Sockets(await bind('127.0.0.1:0', await serverCredentials()));
const faults = new AnswerFaults((peer) => sockets.cut(peer));
const port = await sockets.listen(settings.port);

const service = {
  log,
  faults,
  requireAccess: accessFor(settings.credentials),
  sent: { events: 0, batched: 0 },
  live: { isEnded: false },
};
server.addService(StreamsService, {
  append: appendHandler(service),
  batchAppend: batchAppendHandler(service),
  read: readHandler(service),
  tombstone: tombstoneHandler(service),
});
const node = { host: settings.tls ? 'localhost' : '127.0.0.1', port, hasBatchAppend: settings.hasBatchAppend };
server.addService(ServerFeaturesService, { getSupportedMethods: featuresHandler(node) });
server.addService(GossipService, { read: gossipHandler(node) });

const carryOut = async ({ action }: Order): Promise<void> => {
  switch (action) {
    case 'cut':
      return sockets.cutAll();
    case 'sever':
      return sockets.close();
    case 'restore':
      return void (await sockets.listen());
    case 'loseNextAnswer':
      return faults.plan('lose');
    case 'withholdNextAnswer':
      return faults.plan('withhold');
    case 'endLiveSubscriptions':
      return void (service.live.isEnded = true);
    case 'countSent':
      return undefined;
  }
};

process.on(
  'message',
  (order: Order) =>
    void carryOut(order).then(() =>
      process.send?.({ done: order.id, sent: service.sent.events, batched: service.sent.batched }),
    ),
);
// Whoever started it has gone, so nobody needs it any more.
process.on('disconnect', () => process.exit());
process.send?.({ port });
