import { fileURLToPath } from 'node:url';
import type { ConnectionOptions } from '../../../src/eventstore/eventStoreDb/connection.ts';
import { createEventStoreDbEventStore } from '../../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import type { ContractSubject, Network } from '../../contract/subject.ts';
import type { LoopbackOptions } from './loopback.ts';
import { Loopback } from './loopback.ts';

export interface Variant extends LoopbackOptions {
  readonly appends: 'unary' | 'batch';
}

const modulePath = fileURLToPath(new URL('./openStore.ts', import.meta.url));

const subjectOf = (options: ConnectionOptions, faults: Omit<Network, 'openAnother' | 'writer'>): ContractSubject => {
  const opened: EventStore[] = [];
  const open = () => {
    const store = createEventStoreDbEventStore(options);
    opened.push(store);
    return store;
  };
  const writer = { modulePath, address: JSON.stringify(options) };
  return {
    store: open(),
    patience: 20_000,
    poison: (event) => ({ ...event, id: 'no uuid' }),
    network: { ...faults, writer, openAnother: async () => open() },
    close: async () => void (await Promise.all(opened.map((store) => store.close()))),
  };
};

/** Over TLS a cut is sometimes noticed by a missing answer to a ping only, which no check should wait long for. */
const SOON_NOTICED = '&keepAliveInterval=1000&keepAliveTimeout=1000';

/** The adapter on a loopback server of its own. */
export const onLoopback = async ({ appends, ...server }: Variant): Promise<ContractSubject> => {
  const loopback = await Loopback.start(server);
  const subject = subjectOf(
    { url: `${loopback.url}${server.isSecure ? SOON_NOTICED : ''}`, appends },
    {
      cutConnections: async () => void (await loopback.order('cut')),
      sever: async () => void (await loopback.order('sever')),
      restore: async () => void (await loopback.order('restore')),
      loseNextAnswer: async () => void (await loopback.order('loseNextAnswer')),
    },
  );
  const close = async () => {
    await subject.close();
    await loopback.stop();
  };
  return { ...subject, close };
};

const cannot = (): Promise<never> =>
  Promise.reject(new Error('nobody cuts the connections of a server that is not ours'));

/** The adapter on a real server, whose connections nobody here can cut. */
export const onServer = async (options: ConnectionOptions): Promise<ContractSubject> =>
  subjectOf(options, { cutConnections: cannot, sever: cannot, restore: cannot, loseNextAnswer: cannot });
