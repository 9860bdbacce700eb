import { getEventListeners } from 'node:events';
import pg from 'pg';
import { createTokenCache } from '../../../src/api/accounts/tokenCache.ts';
import { listenForTokens } from '../../../src/api/accounts/tokenNotices.ts';
import type { TokenNotices } from '../../../src/api/accounts/tokenNotices.ts';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

const { AbortController } = globalThis;
const signals: AbortSignal[] = [];
let database: TestDatabase;
let observer: pg.Client;
let notices: TokenNotices;

beforeEach(async () => {
  globalThis.AbortController = class extends AbortController {
    constructor() {
      super();
      signals.push(this.signal);
    }
  };
  database = await createDatabase();
  observer = new pg.Client({ connectionString: database.url });
  await observer.connect();
  notices = listenForTokens(
    database.url,
    createTokenCache(async () => undefined),
  );
});

afterEach(async () => {
  globalThis.AbortController = AbortController;
  await notices.close();
  await observer.end();
  await database.drop();
});

const endListening = async (): Promise<boolean> => {
  const { rowCount } = await observer.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'greenlane tokens' and query ilike 'listen%'`,
  );
  return rowCount === 1;
};

it('leaves nothing behind of the connections that it lost', async () => {
  for (let losses = 0; losses < 4; losses += 1) await eventually(endListening);
  expect(signals).toHaveLength(1);
  for (const signal of signals) expect(getEventListeners(signal, 'abort').length).toBeLessThan(2);
});
