import { CASE_TYPE_NAMES } from '../../domain/catalogue/caseTypes.ts';
import type { Route } from '../dialect/route.ts';
import { batchDeleteRoute } from './batchDelete.ts';
import { caseRoutingOf } from './caseRouting.ts';
import type { CaseServices } from './caseServices.ts';
import { createRoute } from './createRoute.ts';
import { deleteRoutes } from './deleteRoutes.ts';
import { detailRoute } from './detailRoute.ts';
import { listRoute } from './listRoute.ts';
import { updateRoutes } from './updateRoutes.ts';

/** The six case resources (E-CASE-01): list, create, detail, update, delete, restore and batch delete. */
export const caseRoutes = (services: CaseServices): readonly Route[] =>
  CASE_TYPE_NAMES.map((caseType) => caseRoutingOf(caseType, services)).flatMap((routing) => [
    listRoute(routing),
    createRoute(routing),
    detailRoute(routing),
    ...updateRoutes(routing),
    ...deleteRoutes(routing),
    batchDeleteRoute(routing),
  ]);
