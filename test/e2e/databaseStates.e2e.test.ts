import pg from 'pg';
import { NO_STREAM } from '../../src/eventstore/port.ts';
import { freshStream, newEvent } from '../contract/events.ts';
import { problem, rootOf, startCaseApi, type CaseApi } from '../support/caseApi.ts';
import { eventually } from '../support/eventually.ts';

let api: CaseApi;
let name: string;
let server: pg.Client;

beforeEach(async () => {
  api = await startCaseApi();
  const url = new URL(api.databaseUrl);
  name = url.pathname.slice(1);
  server = new pg.Client({ connectionString: Object.assign(url, { pathname: '/postgres' }).toString() });
  await server.connect();
});

afterEach(async () => {
  await server.end();
  await api.close();
});

const endConnections = () =>
  server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);

const create = () =>
  api.call('POST', rootOf('apoplexy'), { body: {}, headers: { 'idempotency-key': crypto.randomUUID() } });

const append = () => api.store.append(freshStream(), [newEvent()], NO_STREAM);

/** Whoever asks again and again never hears of a fault that is the server's own. */
const expectRecovery = () =>
  eventually(async () => {
    const { status } = await create();
    expect([201, 503]).toContain(status);
    return status === 201;
  });

const expectAway = async (): Promise<void> => {
  for (let asked = 0; asked < 5; asked += 1) {
    const { status, body } = await create();
    expect([status, body]).toEqual([503, problem('database_unavailable')]);
  }
};

describe('a request is asked to come again, and succeeds by itself later', () => {
  it('where the server has become a standby', async () => {
    await server.query(`alter database ${name} set default_transaction_read_only = on`);
    await endConnections();
    await eventually(async () => (await create()).status === 503);
    await expectAway();
    await expect(append()).rejects.toThrow('read-only');
    await expect(append()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await server.query(`alter database ${name} reset default_transaction_read_only`);
    await endConnections();
    await expectRecovery();
  });

  it('where the database takes no connections, and where it is away while it is restored', async () => {
    await server.query(`alter database ${name} allow_connections false`);
    await endConnections();
    await eventually(async () => (await create()).status === 503);
    await expectAway();
    await expect(append()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await server.query(`alter database ${name} rename to ${name}_away`);
    await expectAway();
    await expect(append()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await server.query(`alter database ${name}_away rename to ${name}`);
    await server.query(`alter database ${name} allow_connections true`);
    await expectRecovery();
  });

  it('where what stands beside the log is not there yet', async () => {
    await api.pool.query('alter schema greenlane rename to greenlane_away');
    const { status, body } = await api.call('POST', rootOf('apoplexy'), { body: {} });
    expect([status, body]).toEqual([503, problem('database_unavailable')]);
    await api.pool.query('alter schema greenlane_away rename to greenlane');
    await expectRecovery();
  });
});
