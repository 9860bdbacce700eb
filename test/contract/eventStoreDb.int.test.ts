import { onLoopback, onServer } from '../support/eventStoreDb/contractSubject.ts';
import { CONTRACT_CHECKS, describeEventStore, STORE_CHECKS } from './eventStoreContract.ts';
import { networkChecks } from './checks/network.ts';

const realServer = process.env['TEST_EVENTSTOREDB_URL'];

/** The checks were shown to be unforgiving once, on the first variant. */
const WITHOUT_FAULTS = CONTRACT_CHECKS.map((check) => ({ ...check, faults: {} }));

/** Both ways in which the client appends, with and without credentials (D-34). */
const describeOnLoopback = (): void => {
  describeEventStore('EventStoreDB, unary append without credentials', {
    open: () => onLoopback({ appends: 'unary' }),
  });
  describeEventStore('EventStoreDB, unary append with credentials', {
    open: () => onLoopback({ appends: 'unary', isSecure: true }),
    checks: WITHOUT_FAULTS,
  });
  describeEventStore('EventStoreDB, batch append without credentials', {
    open: () => onLoopback({ appends: 'batch' }),
    checks: WITHOUT_FAULTS,
  });
  describeEventStore('EventStoreDB, batch append with credentials', {
    open: () => onLoopback({ appends: 'batch', isSecure: true }),
    checks: WITHOUT_FAULTS,
  });
};

/** Nobody here can cut the connections of a server that is not ours. */
const describeOnServer = (url: string): void => {
  const [twoProcesses, ...leftOut] = networkChecks;
  const checks = twoProcesses === undefined ? STORE_CHECKS : [...STORE_CHECKS, twoProcesses];
  for (const { name } of leftOut) process.stdout.write(`left out on ${new URL(url).host}: ${name}\n`);
  for (const appends of ['unary', 'batch'] as const) {
    const open = async () => onServer({ url, appends });
    describeEventStore(`EventStoreDB at TEST_EVENTSTOREDB_URL, ${appends} append`, { open, checks });
  }
};

if (realServer === undefined) describeOnLoopback();
else describeOnServer(realServer);
