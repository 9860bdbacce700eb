import {
  abandonKey,
  claimKey,
  extendLease,
  forgetOldKeys,
  releaseKey,
  type Claim,
} from '../../src/api/dialect/idempotency/keyRows.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { createSamples, type Samples } from '../support/sampleRoutes.ts';

let api: TestApi;
let samples: Samples;
beforeAll(async () => {
  samples = createSamples();
  api = await startApi({ routes: () => samples.routes });
});
afterAll(() => api.close());

const create = (key: string | undefined, body: object, path = '/api/sample/') =>
  api.client.call('POST', path, { body, headers: key === undefined ? {} : { 'idempotency-key': key } });

const rowOf = async (key: string) => {
  const { rows } = await api.pool.query('select * from greenlane.idempotency_keys where key = $1', [key]);
  return rows[0];
};

/** What a process leaves that was killed while it worked: a claim without an answer, and no sign of life any more. */
const leaveDeadClaim = async (key: string, reserved: object | null): Promise<string> => {
  const first = await create(key, { name: 'a' });
  await api.pool.query(
    `update greenlane.idempotency_keys set answer = null, reserved_ids = $2, working_until = now() - interval '1 second'
      where key = $1`,
    [key, reserved === null ? null : JSON.stringify(reserved)],
  );
  return first.body.commandId;
};

const getClaim = async (claiming: Promise<Claim | undefined>): Promise<Claim> => {
  const claim = await claiming;
  if (!claim) throw new Error('the key was not to be had');
  return claim;
};

describe('an Idempotency-Key (D-18)', () => {
  it('gives the first answer again, whatever the spacing of the address, and runs nothing', async () => {
    const first = await create('again', { name: 'a' });
    const runs = samples.runs();
    const second = await create('again', { name: 'a' });
    const third = await create('again', { name: 'a' }, '/api/sample?profile');
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(second.text).toBe(first.text);
    expect(third.text).toBe(first.text);
    expect(samples.runs()).toBe(runs);
  });

  it('is refused with 409 for another body, and for another address', async () => {
    await create('reused', { name: 'a' });
    const other = await create('reused', { name: 'b' });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
    const headers = { 'idempotency-key': 'reused' };
    const elsewhere = await api.client.call('PUT', '/api/sample/7/', { body: { name: 'a' }, headers });
    expect(elsewhere.status).toBe(409);
  });

  it('of a refused request is free again', async () => {
    const refused = await create('refused', { name: 'refuse' });
    expect([refused.status, refused.body.code]).toEqual([400, 'case_archived']);
    expect(await rowOf('refused')).toBeUndefined();
    expect((await create('refused', { name: 'better' })).status).toBe(201);
  });

  it('of a request that broke keeps its command and ids for the next try', async () => {
    expect((await create('broken', { name: 'break' })).status).toBe(500);
    const { command_id: commandId, reserved_ids: reserved, runs } = await rowOf('broken');
    expect([reserved, runs]).toEqual([{ id: expect.any(Number) }, 1]);
    expect((await create('broken', { name: 'break' })).status).toBe(500);
    expect(await rowOf('broken')).toMatchObject({ command_id: commandId, reserved_ids: reserved, runs: 2 });
  });

  it('lets the others wait for the one that works, and gives all the same answer', async () => {
    const before = samples.runs();
    const calls = Array.from({ length: 8 }, () => create('together', { name: 'wait' }));
    await eventually(async () => (await rowOf('together')) !== undefined && samples.runs() > before);
    samples.open();
    const texts = (await Promise.all(calls)).map(({ text }) => text);
    expect(new Set(texts).size).toBe(1);
    expect(samples.runs()).toBe(before + 1);
  });

  it('is taken over from a process that died, with the same command and the same ids', async () => {
    const commandId = await leaveDeadClaim('dead', { id: 4711 });
    const { status, body } = await create('dead', { name: 'a' });
    expect([status, body]).toEqual([201, { id: 4711, run: expect.any(Number), commandId, repeated: true }]);
    expect((await create('dead', { name: 'a' })).body.commandId).toBe(commandId);
  });

  it('of a process that died is not taken over by another request', async () => {
    const commandId = await leaveDeadClaim('dead-and-reused', { id: 4712 });
    const runs = samples.runs();
    const other = await create('dead-and-reused', { name: 'b' });
    expect([other.status, other.body.code, samples.runs()]).toEqual([409, 'idempotency_key_reused', runs]);
    expect(await rowOf('dead-and-reused')).toMatchObject({ command_id: commandId, runs: 1 });
  });

  it('is held while its run shows that it lives, and by nobody who was taken for dead', async () => {
    const request = { userId: 1, key: 'held', requestHash: 'x' };
    const claim = () => claimKey(api.pool, request, crypto.randomUUID());
    const fallSilent = () =>
      api.pool.query(
        `update greenlane.idempotency_keys set working_until = now() - interval '1 second' where key = 'held'`,
      );
    const first = await getClaim(claim());
    await fallSilent();
    await extendLease(api.pool, first);
    expect(await claim()).toBeUndefined();
    await fallSilent();
    const second = await getClaim(claim());
    expect(second).toMatchObject({ commandId: first.commandId, run: 2 });
    await releaseKey(api.pool, first);
    await abandonKey(api.pool, first);
    expect(await claim()).toBeUndefined();
    await fallSilent();
    await extendLease(api.pool, first);
    expect(await claim()).toMatchObject({ run: 3 });
  });

  it('belongs to one person', async () => {
    await api.pool.query(
      `insert into greenlane.idempotency_keys (user_id, key, request_hash, command_id, working_until)
        values (999, 'shared', 'x', gen_random_uuid(), 'infinity')`,
    );
    expect((await create('shared', { name: 'a' })).status).toBe(201);
  });

  it('is forgotten after 7 days', async () => {
    await create('old', { name: 'a' });
    await create('young', { name: 'a' });
    const age = (key: string, days: string) =>
      api.pool.query(`update greenlane.idempotency_keys set created_at = now() - $2::interval where key = $1`, [
        key,
        days,
      ]);
    await age('old', '7 days 1 second');
    await age('young', '6 days 23 hours');
    await forgetOldKeys(api.pool);
    expect([await rowOf('old'), await rowOf('young')]).toEqual([undefined, expect.any(Object)]);
    expect((await create('old', { name: 'other' })).status).toBe(201);
  });

  it.each(['x'.repeat(256), 'with space'])('of another form is a 400', async (key) => {
    const { status, body } = await create(key, { name: 'a' });
    expect([status, body.code]).toEqual([400, 'idempotency_key_invalid']);
  });

  it('that is not sent costs the database nothing', async () => {
    const asked: unknown[] = [];
    const query = api.pool.query.bind(api.pool);
    const spied = Object.assign(api.pool, { query: (...sent: unknown[]) => (asked.push(sent), Reflect.apply(query, api.pool, sent)) }); // prettier-ignore
    try {
      expect((await create(undefined, { name: 'a' })).body).toMatchObject({ repeated: false });
    } finally {
      Object.assign(spied, { query });
    }
    expect(asked).toEqual([]);
  });
});
