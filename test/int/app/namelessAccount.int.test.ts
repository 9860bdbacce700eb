import { createDatabase } from '../../support/database.ts';
import { cleanUp, createFolder, startGreenlane } from '../../support/greenlaneProcess.ts';
import { install } from '../../support/install.ts';

const folders: string[] = [];
afterAll(() => cleanUp(folders));

/** As the system answers where the number of the account stands in no list. */
const NAMELESS = `import os from 'node:os';
import { syncBuiltinESMExports } from 'node:module';
os.userInfo = () => { throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT'); };
syncBuiltinESMExports();`;

it('a command works where the account has a number only, as in a container', async () => {
  const dataDir = await createFolder();
  folders.push(dataDir);
  const { url, drop } = await createDatabase();
  await install(url);
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(NAMELESS)}`;
  const env = { DATABASE_URL: url, EVENTSTORE_URL: url, NODE_OPTIONS };
  const { ended, output } = startGreenlane(['projections', 'status'], { dataDir, env });
  const code = await ended;
  expect([code, output()]).toEqual([0, expect.stringContaining('no read models were ever built here')]);
  await drop();
});
