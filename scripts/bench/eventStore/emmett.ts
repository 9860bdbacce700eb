import { randomUUID } from 'node:crypto';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import type { Contender } from './contender.ts';
import { measureWriters } from './contender.ts';
import { DATA, METADATA, TYPE } from './payload.ts';

export const startEmmett = async (url: string): Promise<Contender> => {
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  const writer = () => {
    const stream = `patient-${randomUUID()}`;
    let version = 0n;
    return async () => {
      const event = { type: TYPE, data: DATA, metadata: METADATA };
      const options = { expectedStreamVersion: version === 0n ? ('STREAM_DOES_NOT_EXIST' as const) : version };
      version = (await store.appendToStream(stream, [event], options)).nextExpectedStreamVersion;
    };
  };
  return { name: 'emmett', measure: (run) => measureWriters(run, writer), close: () => store.close() };
};
