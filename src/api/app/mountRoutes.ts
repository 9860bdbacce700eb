import express, { type Request, type RequestHandler, type Router } from 'express';
import { actorOf } from '../dialect/actor.ts';
import { send, type Answer } from '../dialect/answer.ts';
import { may } from '../dialect/authentication.ts';
import { ifMatchOf } from '../dialect/conditions.ts';
import type { Exchange } from '../dialect/exchange.ts';
import type { CommandTicket } from '../dialect/idempotency/commandTicket.ts';
import { findKeyedRequest } from '../dialect/idempotency/keyedRequest.ts';
import { keylessTicket } from '../dialect/idempotency/keyless.ts';
import { jsonBody } from '../dialect/jsonBody.ts';
import { originOf } from '../dialect/origin.ts';
import { contextOf } from '../dialect/requestContext.ts';
import type { Method, Route } from '../dialect/route.ts';
import type { SignedIn } from '../accounts/signedIn.ts';
import { Problem } from '../problems/problem.ts';
import type { ApiDependencies } from './dependencies.ts';

const getSignedIn = (request: Request): SignedIn => {
  const { signedIn } = contextOf(request);
  if (!signedIn) throw new Problem('token_missing');
  return signedIn;
};

const exchangeOf = (request: Request, basePath: string, ticket: CommandTicket): Exchange => {
  const { correlationId, timings } = contextOf(request);
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    signedIn: () => getSignedIn(request),
    actor: () => actorOf(request, getSignedIn(request)),
    correlationId,
    ticket,
    ifMatch: ifMatchOf(request),
    origin: originOf(request, basePath),
    timings,
    request,
  };
};

type Answering = (request: Request) => Promise<Answer>;

/** Answers a read, or a write of somebody unknown: nothing to repeat. */
const answering =
  (route: Route, { settings }: ApiDependencies): Answering =>
  (request) =>
    route.answer(exchangeOf(request, settings.basePath, keylessTicket()));

/** Answers a write, once for each `Idempotency-Key` (D-18). */
const answeringOnce =
  (route: Route, { settings, idempotencyKeys }: ApiDependencies): Answering =>
  (request) => {
    const run = (ticket: CommandTicket): Promise<Answer> =>
      route.answer(exchangeOf(request, settings.basePath, ticket));
    const keyed = findKeyedRequest(request, getSignedIn(request).userId);
    return keyed ? idempotencyKeys.once(keyed, run) : run(keylessTicket());
  };

const answererOf = (route: Route, dependencies: ApiDependencies): RequestHandler => {
  const isRepeatable = route.method !== 'get' && route.access !== 'anyone' && !route.multipart;
  const answer = (isRepeatable ? answeringOnce : answering)(route, dependencies);
  return async (request, response) => send(request, response, await answer(request));
};

interface Mounting {
  readonly routes: readonly Route[];
  readonly dependencies: ApiDependencies;
}

const noteRoute =
  (path: string): RequestHandler =>
  (request, _response, next) => {
    contextOf(request).route = path;
    next();
  };

const refuseMethod = (allowed: readonly Method[]): RequestHandler => {
  const methods = allowed.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  return () => {
    throw new Problem('method_not_allowed', { headers: { Allow: methods.join(', ') } });
  };
};

/** Express writes `:id` where OpenAPI writes `{id}`. */
const toExpressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** What reads the body; a read that carries one, as an old example does, is answered without looking at it. */
const readersOf = (route: Route, { settings }: ApiDependencies): readonly RequestHandler[] => {
  if (route.multipart) return [route.multipart.reader];
  return route.method === 'get' ? [] : jsonBody(settings.jsonLimitBytes);
};

const mountPath = (router: Router, path: string, { routes, dependencies }: Mounting): void => {
  const mounted = router.route(toExpressPath(path)).all(noteRoute(path));
  for (const route of routes) {
    const admission = may(route.access, dependencies.authenticate);
    mounted[route.method](admission, ...readersOf(route, dependencies), answererOf(route, dependencies));
  }
  mounted.all(refuseMethod(routes.map(({ method }) => method)));
};

/**
 * Mounts every declared route; a path with another method is a 405 that names the right ones.
 * A word in a path is found before a parameter in the same place, whoever declared first: `{` sorts after the letters.
 */
export const mountRoutes = (routes: readonly Route[], dependencies: ApiDependencies): Router => {
  const router = express.Router();
  const paths = [...new Set(routes.map(({ path }) => path))].sort();
  for (const path of paths) {
    mountPath(router, path, { routes: routes.filter((route) => route.path === path), dependencies });
  }
  return router;
};
