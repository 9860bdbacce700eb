import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '../../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import type { Contender } from './contender.ts';
import { measureWriters } from './contender.ts';
import { DATA_TEXT, METADATA_TEXT, TYPE } from './payload.ts';

export const startGreenlane = async (url: string): Promise<Contender> => {
  const store = await createPostgresEventStore({ url });
  await store.migrate();
  const writer = () => {
    const stream = `patient-${randomUUID()}`;
    let revision = NO_STREAM;
    return async () => {
      const event = { id: randomUUID(), type: TYPE, data: DATA_TEXT, metadata: METADATA_TEXT };
      revision = (await store.append(stream, [event], revision)).lastRevision;
    };
  };
  return { name: 'greenlane', measure: (run) => measureWriters(run, writer), close: () => store.close() };
};
