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

const event = (stream: string, revision: number, after?: StoredEvent): StoredEvent => ({
  stream,
  revision,
  id: `${stream}/${revision}`,
  type: 'Toy',
  data: '{}',
  metadata: JSON.stringify(after ? { previousHash: hashOf(after) } : {}),
  position: String(revision),
});

const endOf = async (stream: string) =>
  (await readAnchors(connection, { after: '', limit: 100 })).find((anchor) => anchor.stream === stream);

const anchorOf = (last: StoredEvent) => ({ stream: last.stream, revision: last.revision, hash: hashOf(last) });

it('D-33: notes the end of each stream, forwards only', async () => {
  const [a0, b0] = [event('a', 0), event('b', 0)];
  const a1 = event('a', 1, a0);
  expect(await recordAnchors(connection, [a0, b0, a1])).toEqual([]);
  expect(await readAnchors(connection, { after: '', limit: 10 })).toEqual([anchorOf(a1), anchorOf(b0)]);
  const [a2] = [event('a', 2, a1)];
  expect(await recordAnchors(connection, [a2, event('b', 1, b0)])).toEqual([]);
  expect(await readAnchors(connection, { after: '', limit: 1 })).toEqual([anchorOf(a2)]);
  expect(await readAnchors(connection, { after: 'a', limit: 10 })).toEqual([anchorOf(event('b', 1, b0))]);
});

it('D-33: an end that was cut off or changed stays noted, whatever is written after it', async () => {
  const c0 = event('c', 0);
  const c1 = event('c', 1, c0);
  const c2 = event('c', 2, c1);
  await recordAnchors(connection, [c0, c1, c2]);
  const instead = { ...event('c', 1, c0), data: '{"other":1}' };
  const cut = [instead, event('c', 2, instead)];
  expect(await recordAnchors(connection, [event('d', 0), ...cut, event('c', 3, cut[1])])).toEqual(['c']);
  expect(await endOf('c')).toEqual(anchorOf(c2));
  const changed = { ...c2, data: '{"other":1}' };
  expect(await recordAnchors(connection, [event('c', 3, changed)])).toEqual(['c']);
  expect(await endOf('c')).toEqual(anchorOf(c2));
  expect(await recordAnchors(connection, [event('c', 3, c2)])).toEqual([]);
  expect(await endOf('c')).toEqual(anchorOf(event('c', 3, c2)));
});

it('D-33: an end that is behind, since events were followed elsewhere, catches up', async () => {
  const later = event('a', 9, event('a', 8));
  expect(await recordAnchors(connection, [later])).toEqual([]);
  expect(await endOf('a')).toEqual(anchorOf(later));
});

it('D-33: is there to stay when it is created again, and takes an empty batch', async () => {
  await createAnchors(connection);
  await recordAnchors(connection, []);
  expect((await readAnchors(connection, { after: '', limit: 10 })).length).toBeGreaterThan(0);
});
