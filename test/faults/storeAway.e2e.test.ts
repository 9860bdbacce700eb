import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUp, createFolder, startServer } from '../support/greenlaneProcess.ts';
import { proxyTo, type TcpProxy } from '../support/tcpProxy.ts';
import { openWire, type Wire } from './wire.ts';

const ADMIN_PASSWORD = 'correct horse battery';

let databases: readonly TestDatabase[];
let proxy: TcpProxy;
let dataDir: string;
let wire: Wire;

const call = async (method: string, path: string, body?: object) => {
  const outcome = await wire.send({ method, path, body });
  if (outcome.kind === 'lost') throw new Error(`${method} ${path}: ${outcome.reason}`);
  return outcome;
};

beforeAll(async () => {
  const [log, readModels] = [await createDatabase(), await createDatabase()];
  databases = [log, readModels];
  const proxied = await proxyTo(log.url);
  proxy = proxied.proxy;
  dataDir = await createFolder();
  const env = { ADMIN_PASSWORD, EVENTSTORE_URL: proxied.url, DATABASE_URL: readModels.url };
  const { url } = await startServer({ dataDir, env });
  wire = openWire(url, null);
  const { body } = await call('POST', '/api/account/auth/', { username: 'admin', password: ADMIN_PASSWORD });
  wire = openWire(url, body.token);
});

afterAll(async () => {
  wire.close();
  await cleanUp([dataDir]);
  await proxy.close();
  for (const database of databases) await database.drop();
});

const NOT_NOW = {
  status: 503,
  retryAfter: expect.stringMatching(/^[1-9]\d*$/),
  body: { code: 'store_unavailable', msg: '系统暂时无法保存数据,请稍后重试!', errors: {} },
};

it('reads go on while the event store is away; writes are refused for now, and accepted as soon as it is back (D-15)', async () => {
  const made = await call('POST', '/api/apoplexy/', { patient: { wristlet: 'W-1', name: '甲' } });
  const { id, patient } = made.body;
  const history = `/api/common/history/?table_name=apoplexy_apoplexy&instance_id=${id}`;
  const reads = ['/api/apoplexy/', `/api/apoplexy/${id}/`, history, '/api/chestpain/get_wrist_info/?wristlet=W-1'];
  const readAll = () => Promise.all(reads.map((path) => call('GET', path)));
  const before = await readAll();
  proxy.shut();

  const writes = await Promise.all([
    call('POST', '/api/apoplexy/', {}),
    call('PUT', `/api/apoplexy/${id}/`, { patient: { name: '乙' } }),
    call('POST', '/api/chestpain/update_arrive_time/', { wristlet: 'W-1', field: 'rs_sign_time' }),
    call('POST', `/api/patient/patient/${patient.id}/ask_arch/`),
    call('POST', '/api/common/switchcase/', { case_id: id, from_type: '2', to_type: '9' }),
    call('DELETE', `/api/apoplexy/${id}/`),
  ]);
  for (const write of writes) expect(write).toMatchObject(NOT_NOW);
  expect(await readAll()).toEqual(before);
  expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await call('GET', '/readyz')).body).toMatchObject({ checks: { database: 'ok', event_store: 'away' } });

  proxy.open();
  const isReady = async () => (await call('GET', '/readyz')).status === 200;
  expect(await waitUntil(isReady, 20_000)).toBe(true);
  expect((await call('PUT', `/api/apoplexy/${id}/`, { patient: { name: '丙' } })).status).toBe(200);
  const { body } = await call('GET', history);
  expect(body.results.map(({ action }: { action: string }) => action)).toEqual(['update', 'create']);
});
