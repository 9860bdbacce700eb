import { archiveRoutes } from '../api/archive/archiveRoutes.ts';
import { blockRoutes } from '../api/cases/blockRoutes.ts';
import { caseRoutes } from '../api/cases/caseRoutes.ts';
import type { CaseServices } from '../api/cases/caseServices.ts';
import { accountRoutes, type AccountRoutesOptions } from '../api/accounts/routes.ts';
import { configRoutes } from '../api/config/routes.ts';
import type { Route } from '../api/dialect/route.ts';
import { fileRoutes, type FileRoutesOptions } from '../api/files/routes.ts';
import { historyRoutes } from '../api/history/historyRoutes.ts';
import { patientRoutes } from '../api/patients/patientRoutes.ts';
import { statisticsRoutes } from '../api/statistics/routes.ts';
import { qualityRoutes } from '../api/qualityControl/qualityRoutes.ts';
import { switchRoute } from '../api/switch/switchRoute.ts';
import { timeNodeRoutes } from '../api/timeNodes/timeNodeRoutes.ts';
import { wristletRoutes } from '../api/wristlet/wristletRoutes.ts';

export interface RouteServices {
  readonly accounts: AccountRoutesOptions;
  readonly files: FileRoutesOptions;
  readonly cases: CaseServices;
}

/** Everything that is served below `/api/` and `/media/`. */
export const allRoutes = ({ accounts, files, cases }: RouteServices): readonly Route[] => [
  ...accountRoutes(accounts),
  ...configRoutes(),
  ...fileRoutes(files),
  ...caseRoutes(cases),
  ...blockRoutes(cases),
  ...patientRoutes(cases),
  ...archiveRoutes(cases),
  switchRoute(cases),
  ...historyRoutes(cases),
  ...wristletRoutes(cases),
  ...timeNodeRoutes(cases),
  ...statisticsRoutes(cases),
  ...qualityRoutes(cases),
];
