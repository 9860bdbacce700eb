import { Type } from '@sinclair/typebox';
import { created, noContent, ok } from '../../src/api/dialect/answer.ts';
import { flagParameter, idParameter, rangeParameter } from '../../src/api/dialect/parameters.ts';
import { route, type Route } from '../../src/api/dialect/route.ts';
import { Rejection } from '../../src/domain/shared/rejection.ts';

const closed = { additionalProperties: false };

const thing = Type.Object(
  {
    name: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 100 })),
    age: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
    tags: Type.Optional(Type.Array(Type.String())),
    rows: Type.Optional(Type.Array(Type.Object({ imgs: Type.Array(Type.String()) }, closed))),
  },
  closed,
);

const params = Type.Object({ id: idParameter('id') });
const anything = { 200: { description: 'what came', schema: Type.Object({}) } };

export interface Samples {
  readonly routes: readonly Route[];
  /** How often the writing route ran. */
  readonly runs: () => number;
  /** Lets the runs go that wait for it. */
  readonly open: () => void;
}

/** Routes that show what reaches a handler, for the tests of what is the same on every route. */
export const createSamples = (): Samples => {
  let runs = 0;
  let drawn = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const routes = [
    route({
      method: 'get',
      path: '/api/sample/{id}/',
      summary: 'read',
      tag: 'sample',
      params,
      query: Type.Object({
        critical: Type.Optional(flagParameter('flag')),
        'created_time[]': Type.Optional(rangeParameter('range')),
        name: Type.Optional(Type.String()),
      }),
      responses: anything,
      handler: ({ params, query, actor, signedIn, origin, ifMatch, correlationId }) =>
        ok({ params, query, actor: actor(), signedIn: signedIn(), origin, ifMatch: ifMatch ?? null, correlationId }),
    }),
    route({
      method: 'put',
      path: '/api/sample/{id}/',
      summary: 'write',
      tag: 'sample',
      params,
      body: thing,
      responses: anything,
      handler: ({ body, ticket }) => ok({ body, method: 'put', commandId: ticket.commandId }),
    }),
    route({
      method: 'delete',
      path: '/api/sample/{id}/',
      summary: 'remove',
      tag: 'sample',
      params,
      responses: { 204: { description: 'gone' } },
      handler: () => noContent(),
    }),
    route({
      method: 'get',
      path: '/api/sample/word/',
      summary: 'a word where others have an id',
      tag: 'sample',
      responses: anything,
      handler: () => ok({ word: true }),
    }),
    route({
      method: 'post',
      path: '/api/sample/',
      summary: 'create',
      tag: 'sample',
      body: thing,
      responses: { 201: { description: 'made', schema: Type.Object({}) } },
      handler: async ({ body, ticket }) => {
        runs += 1;
        const ids = await ticket.reserve(async () => ({ id: (drawn += 1) }));
        if (body.name === 'wait') await gate;
        if (body.name === 'refuse') throw new Rejection('case_archived', { paths: ['name'] });
        if (body.name === 'break') throw new Error('secret detail');
        return created({ ...ids, run: runs, commandId: ticket.commandId, repeated: ticket.repeated });
      },
    }),
    route({
      method: 'get',
      path: '/api/admin-only/',
      summary: 'admins',
      tag: 'sample',
      access: 'admin',
      responses: anything,
      handler: () => ok({}),
    }),
  ];
  return { routes, runs: () => runs, open: () => open() };
};
