import express, { type Express, type Router } from 'express';
import type { ApiDependencies } from './app/dependencies.ts';
import { mountRoutes } from './app/mountRoutes.ts';
import { observeRequests } from './app/observeRequests.ts';
import { secureHeaders } from './app/secureHeaders.ts';
import { guardAddress } from './dialect/guardAddress.ts';
import { methodOverride } from './dialect/methodOverride.ts';
import { documentRoutes } from './openapi/documentRoutes.ts';
import { swaggerUi } from './openapi/swaggerUi.ts';
import { answerProblems } from './problems/answerProblems.ts';
import { Problem } from './problems/problem.ts';

const routerOf = (dependencies: ApiDependencies): Router => {
  const { settings, logger, registry } = dependencies;
  const routes = [...dependencies.routes, ...documentRoutes(dependencies.routes, settings)];
  const router = express.Router();
  router.use(observeRequests(logger, registry), secureHeaders, guardAddress, methodOverride);
  router.use(mountRoutes(routes, dependencies));
  router.use('/swagger', swaggerUi());
  return router;
};

/** The HTTP side of greenlane: every declared route in the old server's dialect (endpoints.md section 1), and its document. */
export const createApi = (dependencies: ApiDependencies): Express => {
  const app = express();
  const router = routerOf(dependencies);
  const answerProblem = answerProblems(dependencies.logger);
  app.disable('x-powered-by').disable('etag');
  app.set('trust proxy', dependencies.settings.trustProxy).set('query parser', 'simple');
  app.use((request, response) => {
    router(request, response, (error?: unknown) => answerProblem(error ?? new Problem('not_found'), request, response));
  });
  return app;
};
