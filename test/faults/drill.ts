import { randomInt } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { createFolder, type StartedServer } from '../support/greenlaneProcess.ts';
import { openJournal, type Journal, type Killed } from './journal.ts';
import { Load } from './load.ts';
import { createRandom, type Random } from '../support/random.ts';
import { systemIn, type System } from './system.ts';
import { judgeSystem, type Verdict } from './verdict.ts';
import { openWire, type Wire } from './wire.ts';
import { World } from './world.ts';

/** A round counts with so many writes acknowledged since the last kill … */
export const LEAST_ACKNOWLEDGED = 200;
/** … and so many requests on their way to patients that others are on their way to. */
export const LEAST_OVERLAPPING = 16;

const ROUND_MS = 120_000;
const LONGEST_MOMENT_MS = 60;
const MORE_ACKNOWLEDGED = 80;

/** How many kills a drill counts: `npm run faults` asks for 20. */
export const ROUNDS = Number(process.env['FAULT_ROUNDS'] || 3);
const SEED = Number(process.env['FAULT_SEED'] || randomInt(1, 2 ** 31));

/** A folder in which the clients' journals are kept, to look for the cause of a finding. */
const NOTES = process.env['FAULT_NOTES'];

/** Longer than a drill can take; a round has its own limit. */
export const DRILL_MS = ROUNDS * ROUND_MS + 600_000;

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

export interface Drill {
  readonly name: string;
  readonly system: System;
  readonly load: Load;
  readonly random: Random;
  readonly journal: Journal;
  readonly journalPath: string;
  readonly token: string;
  readonly rounds: Killed[];
  server: StartedServer;
  wire: Wire;
}

/** Starts a server in a folder of its own and puts it under load. */
export const beginDrill = async (name: string, folders: string[]): Promise<Drill> => {
  tell(`${name}: ${ROUNDS} rounds, FAULT_SEED=${SEED}`);
  const [dataDir, notes] = [await createFolder(), await createFolder()];
  folders.push(dataDir, notes);
  const system = systemIn(dataDir);
  const server = await system.start();
  const token = await system.signIn(server.url);
  const journalPath = join(notes, 'journal.jsonl');
  const journal = await openJournal(journalPath);
  const random = createRandom(SEED);
  const load = new Load({ journal, random, world: new World() });
  const wire = openWire(server.url, token);
  load.start(wire);
  return { name, system, load, random, journal, journalPath, token, rounds: [], server, wire };
};

/** Waits for a moment at which a round counts, and kills that process at once. */
export const killOnce = async (drill: Drill, pid: number): Promise<Killed> => {
  const { load, random, rounds, journal } = drill;
  const begun = load.acknowledged;
  const wanted = begun + LEAST_ACKNOWLEDGED + random.integer(MORE_ACKNOWLEDGED);
  const isDue = async () => load.acknowledged >= wanted && load.overlapping >= LEAST_OVERLAPPING;
  if (!(await waitUntil(async () => load.acknowledged >= wanted, ROUND_MS))) throw new Error(`no progress: ${pid}`);
  await delay(random.integer(LONGEST_MOMENT_MS));
  if (!(await waitUntil(isDue, ROUND_MS))) throw new Error('the requests do not meet on patients');
  const { acknowledged, overlapping } = load;
  process.kill(pid, 'SIGKILL');
  const killed = { line: 'killed', round: rounds.length + 1, acknowledged: acknowledged - begun, overlapping } as const;
  rounds.push(killed);
  await journal.note(killed);
  tell(`round ${killed.round}: ${killed.acknowledged} acknowledged, ${overlapping} meeting in flight`);
  return killed;
};

/** Answers what is still open, then looks at what is left. The drill goes on running until `endDrill`. */
export const judgeDrill = async ({
  name,
  load,
  journal,
  journalPath,
  system,
  wire,
  server,
  token,
}: Drill): Promise<Verdict & { readonly unanswered: number }> => {
  const unanswered = await load.finish(wire);
  await journal.close();
  const reading = openWire(server.url, token);
  const verdict = await judgeSystem(system, journalPath, reading).finally(() => reading.close());
  tell(verdict.audit.output.trim().split('\n').at(-1) ?? '');
  if (NOTES !== undefined) await copyFile(journalPath, join(NOTES, `${name}.jsonl`));
  return { ...verdict, unanswered };
};

/** Stops the server as an operator would. @returns its exit code and what is left of its PostgreSQL */
export const endDrill = async ({ server, system }: Drill) => {
  process.kill(server.pid, 'SIGTERM');
  const code = await server.ended;
  return { code, left: await system.databaseProcesses() };
};

/** What every drill must come to. */
export const CLEAN = {
  unanswered: 0,
  findings: [],
  misshown: [],
  lateSequences: [],
  unlikeRebuild: [],
  rebuild: expect.not.stringContaining('did not follow'),
  audit: { code: 0, output: expect.stringContaining('The log is whole') },
};
