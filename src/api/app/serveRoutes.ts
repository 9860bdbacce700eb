import type { Request, Response } from 'express';
import { send, type Answer } from '../dialect/answer.ts';
import { admit } from '../dialect/authentication.ts';
import { readerOf, type BodyReader } from '../dialect/bodyReader.ts';
import { findKeyedRequest } from '../dialect/idempotency/keyedRequest.ts';
import type { CommandTicket } from '../dialect/idempotency/commandTicket.ts';
import { keylessTicket } from '../dialect/idempotency/keyless.ts';
import { jsonBody } from '../dialect/jsonBody.ts';
import { methodAsked } from '../dialect/methodOverride.ts';
import { contextOf } from '../dialect/requestContext.ts';
import { isRepeatable, type Route } from '../dialect/route.ts';
import { refuseBadUrl } from '../dialect/textGuard.ts';
import { Problem } from '../problems/problem.ts';
import type { ApiDependencies } from './dependencies.ts';
import { exchangeOf, getSignedIn, type Asked } from './exchangeOf.ts';
import { routeTable } from './routeTable.ts';

type Answering = (asked: Asked) => Promise<Answer>;

/** One method at one address. */
interface Service {
  readonly access: Route['access'];
  /** What reads the body; a read that carries one, as an old example does, is answered without looking at it. */
  readonly read: BodyReader | undefined;
  readonly answer: Answering;
}

/** One address with its methods, by their names in HTTP. */
interface Place {
  readonly path: string;
  readonly services: ReadonlyMap<string, Service>;
}

/** Answers a read, or a write of somebody unknown: nothing to repeat. */
const answering =
  (route: Route, { settings }: ApiDependencies): Answering =>
  (asked) =>
    route.answer(exchangeOf(asked, settings.basePath, keylessTicket()));

/** Answers a write, once for each `Idempotency-Key` (D-18). */
const answeringOnce =
  (route: Route, { settings, idempotencyKeys }: ApiDependencies): Answering =>
  (asked) => {
    const run = (ticket: CommandTicket): Promise<Answer> => route.answer(exchangeOf(asked, settings.basePath, ticket));
    const keyed = findKeyedRequest(asked.request, getSignedIn(asked.request).userId);
    return keyed ? idempotencyKeys.once(keyed, run) : run(keylessTicket());
  };

/** Answers a form; however that ends, a file that was not kept goes away. */
const answeringForm = (route: Route, dependencies: ApiDependencies): Answering => {
  const answer = answering(route, dependencies);
  return async (asked) => {
    try {
      return await answer(asked);
    } finally {
      await route.multipart?.discard(asked.request);
    }
  };
};

const answeringOf = (route: Route): ((route: Route, dependencies: ApiDependencies) => Answering) => {
  if (route.multipart) return answeringForm;
  return isRepeatable(route) ? answeringOnce : answering;
};

/** Fits the longest name and password, each character escaped; whoever is not known yet has nothing longer to say. */
const STRANGER_LIMIT_BYTES = 16_384;

const jsonLimitOf = ({ access }: Route, { jsonLimitBytes }: ApiDependencies['settings']): number =>
  access === 'anyone' ? Math.min(jsonLimitBytes, STRANGER_LIMIT_BYTES) : jsonLimitBytes;

const bodyReaderOf = (route: Route, { settings }: ApiDependencies): BodyReader | undefined => {
  if (route.multipart) return readerOf(route.multipart.reader);
  return route.method === 'get' ? undefined : jsonBody(jsonLimitOf(route, settings));
};

const serviceOf = (route: Route, dependencies: ApiDependencies): Service => {
  return {
    access: route.access,
    read: bodyReaderOf(route, dependencies),
    answer: answeringOf(route)(route, dependencies),
  };
};

const methodsOf = ({ method }: Route): readonly string[] =>
  method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];

const placesOf = (routes: readonly Route[], dependencies: ApiDependencies): ReadonlyMap<string, Place> => {
  const places = new Map<string, { path: string; services: Map<string, Service> }>();
  for (const route of routes) {
    const place = places.get(route.path) ?? { path: route.path, services: new Map() };
    const service = serviceOf(route, dependencies);
    for (const method of methodsOf(route)) place.services.set(method, service);
    places.set(route.path, place);
  }
  return places;
};

/** A path with another method is a 405 that names the right ones (D-15). */
const getService = ({ services }: Place, method: string): Service => {
  const service = services.get(method);
  if (!service) throw new Problem('method_not_allowed', { headers: { Allow: [...services.keys()].join(', ') } });
  return service;
};

/** Answers a request, and says false for an address that no route has. @throws Problem and whatever a route throws */
export type ServeRoutes = (request: Request, response: Response) => Promise<boolean>;

/** Every declared route behind what is the same on all of them: method override, address, sign-in, body, answer. */
export const serveRoutes = (routes: readonly Route[], dependencies: ApiDependencies): ServeRoutes => {
  const findPlace = routeTable(placesOf(routes, dependencies));
  return async (request, response) => {
    request.method = methodAsked(request);
    refuseBadUrl(request.url);
    const found = findPlace(request.url);
    if (!found) return false;
    const context = contextOf(request);
    context.route = found.place.path;
    const { access, read, answer } = getService(found.place, request.method);
    context.signedIn = await admit(request, access, dependencies.authenticate);
    if (read) await read(request, response);
    await send(request, response, await answer({ request, params: found.params }));
    return true;
  };
};
