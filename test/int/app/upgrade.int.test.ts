import pg from 'pg';
import { freePort } from '../../../scripts/bench/benchServer.ts';
import { startGreenlane, type Program, type ProgramOptions } from '../../support/greenlaneProcess.ts';
import { processesOnDatabase } from '../../support/processesOnDatabase.ts';

const { placeOf } = processesOnDatabase();

const stop = async ({ child, ended }: Program): Promise<void> => {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
};

const run = async (words: string, place: ProgramOptions): Promise<string> => {
  const { ended, output } = startGreenlane(words.split(' '), place);
  expect(await ended).toBe(0);
  return output();
};

const change = async ({ env }: ProgramOptions, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: env?.DATABASE_URL });
  await client.connect();
  await client.query(sql);
  await client.end();
};

/** A record that a server has kept, with read models as another release left them. */
const startedBefore = async (versions: string): Promise<ProgramOptions> => {
  const place = await placeOf({ LOG_LEVEL: 'error', PORT: String(await freePort()) });
  const before = startGreenlane(['start'], place);
  await before.printed(/ready at/);
  await stop(before);
  await change(place, `update projection.checkpoints set version = ${versions} where name in ('cases', 'users')`);
  return place;
};

const NEWER = /^a newer release keeps cases, users, .* install that release or a newer one, .*$/m;

describe('a start on read models of a newer release', () => {
  it.each(['all', 'api', 'projector'])('as %s says once why it waits, and what to do', async (role) => {
    const place = await startedBefore('version + 1');
    const program = startGreenlane(['start'], { ...place, env: { ...place.env, ROLE: role } });
    await program.printed(NEWER);
    expect(await run('projections status', place)).toMatch(NEWER);
    await stop(program);
    expect(
      program
        .output()
        .split('\n')
        .filter((line) => NEWER.test(line)),
    ).toHaveLength(1);
  });

  it('goes on once they were built anew by its own release', async () => {
    const place = await startedBefore('version + 1');
    const program = startGreenlane(['start'], place);
    await program.printed(NEWER);
    await run('projections rebuild cases users', place);
    await program.printed(/ready at/);
    expect(await run('projections status', place)).not.toMatch(NEWER);
    await stop(program);
  });
});

describe('a start that builds read models anew', () => {
  it('says which and from how much, and when they are built, before it serves', async () => {
    const place = await startedBefore('version - 1');
    const program = startGreenlane(['start'], place);
    await program.printed(/ready at/);
    expect(program.output().split('\n').slice(0, 2)).toEqual([
      'Building the read models cases, users anew from 1 events; `greenlane projections status` shows how far',
      'The read models are built',
    ]);
    await stop(program);
  });

  it.each(['all', 'projector'])('as %s makes them of the log where their schema is gone', async (role) => {
    const place = await startedBefore('version');
    await change(place, 'drop schema read_model cascade');
    expect(await run('projections status', place)).toMatch(/^cases +.* missing /m);
    const program = startGreenlane(['start'], { ...place, env: { ...place.env, ROLE: role } });
    await program.printed(/The read models are built/);
    await program.printed(/ready at/);
    expect(await run('projections status', place)).toMatch(/^cases +.* live /m);
    await stop(program);
  });
});
