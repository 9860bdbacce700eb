import type { CallOptions, Reply } from '../support/client.ts';
import { startCaseApi, type CaseApi } from '../support/caseApi.ts';
import { createRandom } from '../support/random.ts';

/** The same requests in every run: a failure can be seen again. */
const SEED = 20_261_123;

const randomFrom = (seed: number) => {
  const { integer: below } = createRandom(seed);
  return { below, pick: <T>(from: readonly T[]): T => from[below(from.length)] as T };
};

type Random = ReturnType<typeof randomFrom>;

interface Operation {
  readonly method: string;
  readonly path: string;
}

interface Request extends Operation {
  readonly options: CallOptions;
}

let api: CaseApi;
let operations: readonly Operation[];
beforeAll(async () => {
  api = await startCaseApi();
  for (const caseType of ['apoplexy', 'chestpain', 'trauma'] as const) {
    await api.create(caseType, { patient: { name: '张三', wristlet: `w-${caseType}` } });
  }
  const { paths } = JSON.parse(await (await fetch(`${api.url}/swagger/openapi.json`)).text());
  operations = Object.entries<Record<string, unknown>>(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })))
    // Signing out would end every request after it.
    .filter(({ method, path }) => !(method === 'DELETE' && path === '/api/account/auth/'));
});
afterAll(() => api.close());

const filled = (path: string, id: string): string => path.replaceAll(/\{\w+\}/g, id);
const isWrite = ({ method }: Operation): boolean => ['POST', 'PUT', 'PATCH'].includes(method);
const json = { 'content-type': 'application/json' };

/** Each makes a request that can only be refused. */
const FAULTS: readonly ((operation: Operation, random: Random) => Request | undefined)[] = [
  ({ method, path }, { pick }) =>
    path.includes('{') ? { method, path: filled(path, pick(['abc', '0', '-1', '2147483648', '1e3', '%00', '99999999999999999999', "1'--"])), options: { raw: isWrite({ method, path }) ? '{}' : undefined, headers: json } } : undefined, // prettier-ignore
  ({ method, path }) => (path.includes('{') ? { method, path: filled(path, '%ZZ'), options: {} } : undefined),
  ({ method, path }) => ({ method, path: `${filled(path, '1')}?x=%00`, options: {} }),
  ({ method, path }, { pick }) =>
    path.startsWith('/api/') && path !== '/api/openapi.json' && path !== '/api/account/auth/'
      ? {
          method,
          path: filled(path, '1'),
          options: { token: pick([null, 'x', '0'.repeat(40)]) },
        }
      : undefined,
  (operation, { pick }) =>
    isWrite(operation) && operation.path !== '/api/common/upload/'
      ? { ...operation, path: filled(operation.path, '1'), options: { raw: pick(['{', '[]', '"x"', 'null', '{"a":1,}', '{"a":"\\u0000"}', '{"a":"\\udc00"}', '{"__proto__":1}', '{"nobody_knows_this":1}', `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, '\ufeff{', 'x'.repeat(300_000)]), headers: json } } // prettier-ignore
      : undefined,
  (operation, { pick }) =>
    isWrite(operation)
      ? { ...operation, path: filled(operation.path, '1'), options: { raw: '{"a":1}', headers: { 'content-type': pick(['text/plain', 'application/xml', 'application/json; charset=gbk', 'application/x-www-form-urlencoded']) } } } // prettier-ignore
      : undefined,
  ({ method, path }) =>
    path === '/api/openapi.json' || path.startsWith('/swagger') || path.includes('auth')
      ? undefined
      : { method, path: filled(path, '1'), options: { headers: { 'if-match': 'not a revision' } } },
];

const VALUES = (random: Random, depth = 0): unknown =>
  random.pick<() => unknown>([
    () => null,
    () => random.below(3) === 0,
    () => random.pick([0, -1, 1.5, 1e300, 2 ** 53, -0]),
    () => random.pick(['', ' ', '0', 'unknown', '2021-02-30', '24:00', '2021-06-01 10:00', '😀'.repeat(300), '\u202e', "';drop table cases;--"]), // prettier-ignore
    () => (depth > 3 ? [] : Array.from({ length: random.below(4) }, () => VALUES(random, depth + 1))),
    () => (depth > 3 ? {} : bodyOf(random, depth + 1)),
  ])();

const KEYS = ['patient', 'assist_examination', 'thrombolysis', 'vital_signs', 'pre_ecg_in', 'name', 'gender', 'age', 'imgs', 'id', 'call_time', 'illness_grade', 'disease_time', 'treatment_type', 'wristlet', 'field', 'from_type', 'to_type', 'patient_id', 'case_id', 'reason', 'medication_time', 'constructor', '']; // prettier-ignore

const bodyOf = (random: Random, depth = 0): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: random.below(5) }, () => [random.pick(KEYS), VALUES(random, depth)]));

const QUERIES = ['limit=0', 'limit=-5', 'limit=1e9', 'offset=99999999999', 'created_time[]=a', 'created_time[]=b&created_time[]=a', 'month=2021-13-01', 'gender=%F0%9F%98%80', 'as_of=yesterday', 'patient__name=%25', 'ids=1,,x', 'ids=', 'ordering=-;', 'table_name=pg_class&instance_id=1', 'wristlet=w-trauma', 'same_name=True', 'deleted=True', 'profile']; // prettier-ignore

/** Anything at all: some of it may even be right. */
const anything = (random: Random): Request => {
  const operation = random.pick(operations);
  const query = random.below(2) === 0 ? `?${random.pick(QUERIES)}&${random.pick(QUERIES)}` : '';
  const path = filled(operation.path, random.pick(['1', '2', '3', '4711'])) + query;
  if (!isWrite(operation) || operation.path === '/api/common/upload/') return { ...operation, path, options: {} };
  return { ...operation, path, options: { body: bodyOf(random) } };
};

const WIDTH = 6;

const sendAll = async (requests: readonly Request[]): Promise<readonly [Request, Reply][]> => {
  const open = [...requests];
  const seen: [Request, Reply][] = [];
  const work = async (): Promise<void> => {
    for (let request = open.pop(); request; request = open.pop()) {
      seen.push([request, await api.call(request.method, request.path, request.options)]);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  return seen;
};

const shown = ([{ method, path, options }, { status, text }]: [Request, Reply]): string =>
  `${method} ${path} ${JSON.stringify(options).slice(0, 200)} -> ${status} ${text.slice(0, 200)}`;

describe('malformed requests', () => {
  it('of every kind on every route are refused with 4xx in the one shape, and nothing is stored', async () => {
    const random = randomFrom(SEED);
    const requests = Array.from({ length: 12 }, () => operations)
      .flat()
      .flatMap((operation) => FAULTS.map((fault) => fault(operation, random)))
      .filter((request) => request !== undefined);
    expect(requests.length).toBeGreaterThan(2_000);
    const before = await api.store.end();
    const seen = await sendAll(requests);
    expect(
      seen
        .filter(([, { status }]) => status < 400 || status >= 500)
        .slice(0, 20)
        .map(shown),
    ).toEqual([]);
    const shapeless = seen.filter(([, { body }]) => !(body?.msg && body?.code && body?.errors));
    expect(shapeless.map(shown)).toEqual([]);
    expect(await api.store.end()).toBe(before);
  }, 180_000);

  it('made at random never make the server fail', async () => {
    const random = randomFrom(SEED + 1);
    const seen = await sendAll(Array.from({ length: 1_500 }, () => anything(random)));
    expect(seen.filter(([, { status }]) => status >= 500).map(shown)).toEqual([]);
    expect(api.logged.filter(({ level }) => level === 50)).toEqual([]);
    expect((await api.call('GET', '/api/account/mine/')).status).toBe(200);
  }, 180_000);
});
