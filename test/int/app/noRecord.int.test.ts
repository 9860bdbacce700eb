import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase } from '../../support/database.ts';
import { createLogFolder, SMALL_MAP, smallCsv } from '../../support/importing.ts';
import { cleanUp, createFolder, startGreenlane, type ProgramOptions } from '../../support/greenlaneProcess.ts';

const folders: string[] = [];

afterAll(() => cleanUp(folders));

const COMMANDS = [
  ['audit verify', 2],
  ['audit export /tmp/greenlane-ends.csv', 1],
  ['projections status', 1],
  ['projections rebuild', 1],
  ['user add zhang', 1],
  ['user password admin', 1],
] as const;

const createPlace = async (): Promise<string> => {
  const folder = await createFolder();
  folders.push(folder);
  return folder;
};

const run = async (words: string, options: ProgramOptions) => {
  const { ended, output } = startGreenlane(words.split(' '), options);
  return { code: await ended, output: output() };
};

const schemasOf = async (url: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select nspname from pg_namespace where nspname in ('greenlane', 'eventstore', 'projection')`,
  );
  await client.end();
  return rows;
};

describe('where no greenlane has run', () => {
  it.each(COMMANDS)('%s makes no data folder', async (words, code) => {
    const folder = await createPlace();
    const dataDir = join(folder, 'typo');
    expect(await run(words, { dataDir })).toEqual({
      code,
      output: `there is no record in ${dataDir}; check DATA_DIR\n`,
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('the folder of something else, and one in which a start broke off, are left as they are', async () => {
    const dataDir = await createPlace();
    await writeFile(join(dataDir, 'postgres.json'), JSON.stringify({ folder: 'postgres' }));
    await mkdir(join(dataDir, 'postgres'));
    const output = `there is no record in ${dataDir}; check DATA_DIR\n`;
    expect(await run('projections status', { dataDir })).toEqual({ code: 1, output });
    expect(await readdir(join(dataDir, 'postgres'))).toEqual([]);
    const file = join(dataDir, 'postgres.json');
    expect(await run('audit verify', { dataDir: file })).toEqual({
      code: 2,
      output: `there is no record in ${file}; check DATA_DIR\n`,
    });
  });

  it('a database of one’s own gets no tables', async () => {
    const [database, dataDir] = [await createDatabase(), await createPlace()];
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url };
    for (const [words, code] of COMMANDS) {
      const variable = words === 'projections rebuild' ? 'EVENTSTORE_URL' : 'DATABASE_URL';
      const output = `there is no record in the database of ${variable}; check ${variable}\n`;
      expect(await run(words, { dataDir, env })).toEqual({ code, output });
    }
    expect(await schemasOf(database.url)).toEqual([]);
    await database.drop();
  });
});

describe('a log whose read models are lost with their database', () => {
  it('is checked against ends noted outside, and read models are built of it', async () => {
    const [log, lost, fresh] = [await createDatabase(), await createDatabase(), await createDatabase()];
    const [dataDir, files] = [await createPlace(), await createLogFolder()];
    const ends = join(files.path, 'ends.csv');
    const [map, rows] = [
      await files.write(JSON.stringify(SMALL_MAP)),
      await files.write(smallCsv([['A', 'Registration', '2024-05-01 08:00:00']])),
    ];
    const withReadModelsIn = (words: string, { url }: { readonly url: string }) =>
      run(words, { dataDir, env: { EVENTSTORE_URL: log.url, DATABASE_URL: url } });
    const imported = await withReadModelsIn(`import ${rows} --map ${map}`, lost);
    expect(imported.code).toBe(0);
    expect((await withReadModelsIn('projections rebuild', lost)).output).toMatch(/^rebuilt .* from \d+ events$/m);
    expect((await withReadModelsIn(`audit export ${ends}`, lost)).output).toBe(`1 stream ends written to ${ends}\n`);
    await lost.drop();

    expect(await withReadModelsIn(`audit verify --anchors ${ends}`, fresh)).toEqual({
      code: 0,
      output: expect.stringMatching(/The log is whole: \d+ events in 1 streams, 1 noted ends\.\n$/),
    });
    expect(await schemasOf(fresh.url)).toEqual([]);
    const { code, output } = await withReadModelsIn('projections rebuild', fresh);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^rebuilt .* from \d+ events$/m) });
    expect((await withReadModelsIn('audit verify', fresh)).output).toMatch(/1 noted ends/);
    await files.remove();
    await Promise.all([log.drop(), fresh.drop()]);
  });
});
