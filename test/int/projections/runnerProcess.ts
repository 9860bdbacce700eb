import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { startRunner } from '../../../src/projections/runner.ts';
import { recordingLog, toy, ZONE } from './runnerHarness.ts';

/** A projector as a process of its own, so that it can be killed: `runnerProcess.ts DATABASE_URL`. */
const [, , database = ''] = process.argv;
const store = await createPostgresEventStore({ url: database });
const progress = { passed: () => undefined, forget: () => undefined };
startRunner({ database, store, readModels: [toy()], zone: ZONE, log: recordingLog().log, progress });
