import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { addUser } from '../../src/api/accounts/addUser.ts';
import { archiveRoutes } from '../../src/api/archive/archiveRoutes.ts';
import { blockRoutes } from '../../src/api/cases/blockRoutes.ts';
import { caseRoutes } from '../../src/api/cases/caseRoutes.ts';
import type { CaseServices } from '../../src/api/cases/caseServices.ts';
import { unknownFieldsCounter } from '../../src/api/cases/unknownFields.ts';
import type { Route } from '../../src/api/dialect/route.ts';
import { historyRoutes } from '../../src/api/history/historyRoutes.ts';
import { patientRoutes } from '../../src/api/patients/patientRoutes.ts';
import { qualityRoutes } from '../../src/api/qualityControl/qualityRoutes.ts';
import { statisticsRoutes } from '../../src/api/statistics/routes.ts';
import { switchRoute } from '../../src/api/switch/switchRoute.ts';
import { timeNodeRoutes } from '../../src/api/timeNodes/timeNodeRoutes.ts';
import { wristletRoutes } from '../../src/api/wristlet/wristletRoutes.ts';
import { createCommands } from '../../src/app/commands.ts';
import { createSequences } from '../../src/app/sequences.ts';
import { CASE_TYPES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import type { StoredEvent } from '../../src/eventstore/port.ts';
import { startApi, type ApiParts, type TestApi, type TestApiOptions } from './api.ts';
import type { ApiClient, CallOptions, Reply } from './client.ts';
import { untilShown } from './untilShown.ts';

/** A body as the wire carries it. */
export type Json = Reply['body'];

export const ZONE = 'Asia/Shanghai';

export interface CaseApiOptions extends Pick<TestApiOptions, 'settings' | 'uploadLimitBytes'> {
  readonly unknownFields?: CaseServices['unknownFields'];
  /** Takes the place of some services, made from the real ones. */
  readonly instead?: (services: CaseServices, parts: ApiParts) => Partial<CaseServices>;
}

export interface CaseApi extends TestApi {
  readonly metrics: Registry;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  /** Registers a case and answers its detail. */
  create(caseType: CaseTypeName, body?: Json): Promise<Json>;
  detail(caseType: CaseTypeName, id: number): Promise<Json>;
  put(caseType: CaseTypeName, id: number, body: Json): Promise<Reply>;
  /** Makes a case one of another type; answers the new id. */
  switchTo(from: CaseTypeName, id: number, to: CaseTypeName): Promise<number>;
  archive(patientId: number, ...actions: readonly string[]): Promise<void>;
  /** A picture that was uploaded; different for each number. */
  upload(number?: number): Promise<{ id: number; url: string }>;
  history(caseType: CaseTypeName, id: number, query?: string): Promise<Json>;
  /** Somebody who is no admin. */
  person(username: string): Promise<ApiClient>;
  eventsOf(patientId: number): Promise<readonly StoredEvent[]>;
}

export const rootOf = (caseType: CaseTypeName): string => `/api/${CASE_TYPES[caseType].route}/`;
export const codeOf = (caseType: CaseTypeName): string => CASE_TYPES[caseType].code;

/** The shape of every refusal. */
export const problem = (code: string, errors: unknown = expect.any(Object)): Json => ({
  msg: expect.stringMatching(/\p{Script=Han}/u),
  code,
  errors,
});

const servicesOf = (
  parts: ApiParts,
  { unknownFields = 'refuse', instead }: CaseApiOptions,
  metrics: Registry,
): CaseServices => {
  const services: CaseServices = {
    commands: createCommands(parts.store, parts).patients,
    db: parts.pool,
    progress: parts.progress,
    nextIds: createSequences(parts.pool).nextIds,
    pictures: parts.pictures,
    now: () => new Date(),
    zone: ZONE,
    unknownFields,
    onUnknownFields: unknownFieldsCounter(metrics),
  };
  return { ...services, ...instead?.(services, parts) };
};

const routesOf = (services: CaseServices): readonly Route[] => [
  ...caseRoutes(services),
  ...blockRoutes(services),
  ...patientRoutes(services),
  ...archiveRoutes(services),
  switchRoute(services),
  ...historyRoutes(services),
  ...wristletRoutes(services),
  ...timeNodeRoutes(services),
  ...qualityRoutes(services),
  ...statisticsRoutes(services),
];

const expected = async (status: number, replying: Promise<Reply>): Promise<Json> => {
  const reply = await replying;
  if (reply.status !== status) throw new Error(`${reply.status} instead of ${status}: ${reply.text}`);
  return reply.body;
};

const PASSWORD = 'a plain person’s password';

const addPerson = async (api: TestApi, username: string): Promise<ApiClient> => {
  const context = {
    commandId: randomUUID(),
    correlationId: randomUUID(),
    actor: { user: 'admin', client: 'cli' },
  } as const;
  const person = { username, firstName: '', isAdmin: false, password: PASSWORD };
  await addUser({ db: api.pool, handler: api.users }, person, context);
  await untilShown(api, 10_000);
  const body = { username, password: PASSWORD };
  const signedIn = await expected(200, api.client.call('POST', '/api/account/auth/', { token: null, body }));
  return api.client.as(signedIn.token);
};

/** The smallest thing that is a PNG by its first bytes. */
const pictureForm = (number: number): FormData => {
  const form = new FormData();
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, number]);
  form.set('file', new Blob([bytes], { type: 'image/png' }), 'a.png');
  return form;
};

/** The wired API with every route of cases, each answer held to the served document. */
export const startCaseApi = async (options: CaseApiOptions = {}): Promise<CaseApi> => {
  const metrics = new Registry();
  const api = await startApi({ ...options, routes: (parts) => routesOf(servicesOf(parts, options, metrics)) });
  const { call } = api.client;
  const pathOf = (caseType: CaseTypeName, id: number): string => `${rootOf(caseType)}${id}/`;
  return {
    ...api,
    metrics,
    call,
    create: (caseType, body = {}) => expected(201, call('POST', rootOf(caseType), { body })),
    detail: (caseType, id) => expected(200, call('GET', pathOf(caseType, id))),
    put: (caseType, id, body) => call('PUT', pathOf(caseType, id), { body }),
    switchTo: async (from, id, to) => {
      const body = { case_id: id, from_type: codeOf(from), to_type: codeOf(to) };
      return (await expected(200, call('POST', '/api/common/switchcase/', { body }))).case_id;
    },
    archive: async (patientId, ...actions) => {
      for (const action of actions) {
        await expected(200, call('POST', `/api/patient/patient/${patientId}/${action}_arch/`));
      }
    },
    upload: (number = 1) => expected(201, call('POST', '/api/common/upload/', { raw: pictureForm(number) })),
    history: (caseType, id, query = '') => {
      const of = `table_name=${CASE_TYPES[caseType].tableName}&instance_id=${id}`;
      return expected(200, call('GET', `/api/common/history/?${of}${query}`));
    },
    person: (username) => addPerson(api, username),
    eventsOf: (patientId) => api.store.read(`patient-${patientId}`),
  };
};
