import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { cleanUp } from '../support/greenlaneProcess.ts';
import {
  beginDrill,
  CLEAN,
  DRILL_MS,
  endDrill,
  judgeDrill,
  killOnce,
  LEAST_ACKNOWLEDGED,
  LEAST_OVERLAPPING,
  ROUNDS,
  type Drill,
} from './drill.ts';
import { openWire, type Wire } from './wire.ts';

const folders: string[] = [];
afterAll(() => cleanUp(folders));

const RECOVERY_MS = 60_000;

const statusOf = async (wire: Wire, path: string): Promise<number> => {
  const outcome = await wire.send({ method: 'GET', path });
  return outcome.kind === 'answered' ? outcome.status : 0;
};

/** Kills PostgreSQL and waits until the server, left alone, answers writes again. @returns how long it was alive for all that */
const killDatabase = async (drill: Drill): Promise<void> => {
  const { load, system, server } = drill;
  const dead = await system.postmaster();
  const refusedBefore = load.refusedForNow;
  await killOnce(drill, dead);
  const wire = openWire(server.url, drill.token);
  if (!(await waitUntil(async () => load.refusedForNow > refusedBefore, RECOVERY_MS))) {
    throw new Error('no write was answered 503 while the database was away');
  }
  expect(await statusOf(wire, '/healthz')).toBe(200);
  const isReady = async () => (await statusOf(wire, '/readyz')) === 200;
  if (!(await waitUntil(isReady, RECOVERY_MS))) throw new Error('the server does not recover by itself');
  expect(await system.postmaster()).not.toBe(dead);
  wire.close();
};

it(
  'loses and doubles nothing when PostgreSQL is killed under load, and recovers by itself (D-18, D-32, D-33, D-37)',
  async () => {
    const drill = await beginDrill('database killed', folders);
    for (let round = 1; round <= ROUNDS; round += 1) await killDatabase(drill);
    expect(await judgeDrill(drill)).toEqual(CLEAN);
    expect(drill.rounds).toHaveLength(ROUNDS);
    for (const { acknowledged, overlapping } of drill.rounds) {
      expect(acknowledged).toBeGreaterThanOrEqual(LEAST_ACKNOWLEDGED);
      expect(overlapping).toBeGreaterThanOrEqual(LEAST_OVERLAPPING);
    }
    expect(await endDrill(drill)).toEqual({ code: 0, left: [] });
  },
  DRILL_MS,
);
