import { cases } from './cases/readModel.ts';
import { operationRecord } from './operationRecord/readModel.ts';
import type { ReadModel } from './projection.ts';
import { statistics } from './statistics/readModel.ts';
import { users } from './users/readModel.ts';
import { wristlet } from './wristlet/readModel.ts';

/** Every read model that the runner keeps. */
export const READ_MODELS: readonly ReadModel[] = [cases, operationRecord, statistics, users, wristlet];
