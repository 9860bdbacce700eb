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
import { isAlive } from './system.ts';
import { openWire } from './wire.ts';

const folders: string[] = [];
afterAll(() => cleanUp(folders));

/** Kills the server, starts it again on the same folder, and lets the clients go on. */
const killServer = async (drill: Drill): Promise<void> => {
  const orphan = await drill.system.postmaster();
  await killOnce(drill, drill.server.pid);
  await drill.load.stop();
  drill.server = await drill.system.start();
  if (await isAlive(orphan)) throw new Error(`the PostgreSQL ${orphan} of the killed server still runs`);
  drill.wire = openWire(drill.server.url, drill.token);
  drill.load.start(drill.wire);
};

it(
  'loses and doubles nothing when the server is killed under load, again and again (D-18, D-32, D-33, D-35, D-37)',
  async () => {
    const drill = await beginDrill('server killed', folders);
    for (let round = 1; round <= ROUNDS; round += 1) await killServer(drill);
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
