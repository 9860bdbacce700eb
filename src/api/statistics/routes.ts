import type { CaseServices } from '../cases/caseServices.ts';
import type { Route } from '../dialect/route.ts';
import { countRoutes } from './countRoutes.ts';
import { overviewRoute } from './overviewRoute.ts';
import { screeningRoutes } from './screeningRoutes.ts';

/** Every count: of each type, over all of them, and the chest pain centre's screen (E-STAT-01 to E-STAT-15). */
export const statisticsRoutes = (services: CaseServices): readonly Route[] => [
  ...countRoutes(services),
  overviewRoute(services),
  ...screeningRoutes(services),
];
