import { cases } from './cases/readModel.ts';
import { operationRecord } from './operationRecord/readModel.ts';
import type { ReadModel } from './projection.ts';
import { statistics } from './statistics/readModel.ts';
import { users } from './users/readModel.ts';
import { wristlet } from './wristlet/readModel.ts';

/** Every read model that the runner keeps; first what is told quickly, so that the database works while the rest is. */
export const READ_MODELS: readonly ReadModel[] = [operationRecord, cases, statistics, users, wristlet];
