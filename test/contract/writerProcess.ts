import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { EventStore } from '../../src/eventstore/port.ts';
import type { WriterPlan } from './writers.ts';
import { write } from './writers.ts';

const [, , modulePath = '', address = ''] = process.argv;
const { openStore } = (await import(pathToFileURL(modulePath).href)) as {
  openStore(address: string): Promise<EventStore>;
};
const store = await openStore(address);
process.stdout.write('ready\n');
const plan = JSON.parse(await text(process.stdin)) as WriterPlan;
const ids = await write(store, plan);
await store.close();
process.stdout.write(`${JSON.stringify(ids)}\n`);
