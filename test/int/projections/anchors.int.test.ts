import pg from 'pg';
import { hashOf } from '../../../src/eventstore/hash.ts';
import type { StoredEvent } from '../../../src/eventstore/port.ts';
import { createAnchors, readAnchors, recordAnchors } from '../../../src/projections/anchors.ts';
import type { Connection } from '../../../src/projections/projection.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let connection: Connection;

beforeAll(async () => {
  database = await createDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  connection = { query: (text, values) => pool.query(text, values && [...values]) };
  await createAnchors(connection);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const event = (stream: string, revision: number): StoredEvent => ({
  stream,
  revision,
  id: `${stream}/${revision}`,
  type: 'Toy',
  data: '{}',
  metadata: '{}',
  position: String(revision),
});

const anchorOf = (last: StoredEvent) => ({ stream: last.stream, revision: last.revision, hash: hashOf(last) });

it('D-33: notes the end of each stream, forwards only', async () => {
  const [a0, a1, b0] = [event('a', 0), event('a', 1), event('b', 0)];
  await recordAnchors(connection, [a0, b0, a1]);
  expect(await readAnchors(connection, { after: '', limit: 10 })).toEqual([anchorOf(a1), anchorOf(b0)]);
  await recordAnchors(connection, [a0]);
  expect(await readAnchors(connection, { after: '', limit: 1 })).toEqual([anchorOf(a1)]);
  await recordAnchors(connection, [event('a', 2)]);
  expect(await readAnchors(connection, { after: '', limit: 1 })).toEqual([anchorOf(event('a', 2))]);
  expect(await readAnchors(connection, { after: 'a', limit: 10 })).toEqual([anchorOf(b0)]);
});

it('D-33: is there to stay when it is created again, and takes an empty batch', async () => {
  await createAnchors(connection);
  await recordAnchors(connection, []);
  expect((await readAnchors(connection, { after: '', limit: 10 })).length).toBeGreaterThan(0);
});
