import { createDatabase, type TestDatabase } from './database.ts';
import { cleanUp, createFolder, type ProgramOptions } from './greenlaneProcess.ts';

/** For a test file: each of its tests has a database of its own, on which it starts programs; both go away with the test. */
export const processesOnDatabase = () => {
  const folders: string[] = [];
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(async () => {
    await cleanUp(folders);
    await database.drop();
  });
  /** A data folder of its own, with the settings that lead to the database. */
  const placeOf = async (env: Readonly<Record<string, string>>): Promise<ProgramOptions> => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const { url } = database;
    return { dataDir, env: { DATABASE_URL: url, EVENTSTORE_URL: url, ...env } };
  };
  return { placeOf };
};
