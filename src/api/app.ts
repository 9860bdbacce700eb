import { parse } from 'node:querystring';
import express, { type Express, type RequestHandler, type Router } from 'express';
import type { ApiDependencies } from './app/dependencies.ts';
import { observeRequests } from './app/observeRequests.ts';
import { serveRoutes } from './app/serveRoutes.ts';
import { trustProxies } from './app/trustProxies.ts';
import { setCommonHeaders } from './dialect/answer.ts';
import { documentRoutes } from './openapi/documentRoutes.ts';
import { swaggerUi } from './openapi/swaggerUi.ts';
import { answerProblems } from './problems/answerProblems.ts';
import { Problem } from './problems/problem.ts';

const pages = (): Router => {
  const router = express.Router();
  router.use('/swagger', (request, response, next) => {
    setCommonHeaders(request, response);
    next();
  });
  return router.use('/swagger', swaggerUi());
};

const apiOf = (dependencies: ApiDependencies): RequestHandler => {
  const { settings, logger, registry, progress } = dependencies;
  const serve = serveRoutes([...dependencies.routes, ...documentRoutes(dependencies.routes, settings)], dependencies);
  const observe = observeRequests(logger, registry);
  const answerProblem = answerProblems(logger, progress);
  const others = pages();
  return (request, response) => {
    observe(request, response);
    const refuse = (error: unknown) => answerProblem(error, request, response);
    const isServed = serve(request, response);
    return isServed
      .then(
        (served) => served || others(request, response, (error?: unknown) => refuse(error ?? new Problem('not_found'))),
      )
      .catch(refuse);
  };
};

/** Reads every parameter: node would leave out those behind the thousandth, and a list show everybody. An address has an end. */
const parseQuery = (query: string | null) => parse(query ?? '', '&', '=', { maxKeys: 0 });

/**
 * Mounts the HTTP side of greenlane: every declared route in the old server's dialect (endpoints.md section 1), and its
 * document. What comes after it is never reached.
 */
export const mountApi = (app: Express, dependencies: ApiDependencies): void => {
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', parseQuery);
  trustProxies(app, dependencies.settings.trustProxy);
  app.use(apiOf(dependencies));
};
