import { claimUsername, findCredentials } from '../../../src/api/accounts/credentials.ts';
import { ensureAdmin } from '../../../src/api/accounts/ensureAdmin.ts';
import { verifyPassword } from '../../../src/api/accounts/passwords.ts';
import type { UserEvent } from '../../../src/domain/user/events.ts';
import { evolve, initialState, type UserState } from '../../../src/domain/user/state.ts';
import { CommandHandler } from '../../../src/eventstore/commandHandler.ts';
import { NO_STREAM } from '../../../src/eventstore/port.ts';
import { startRecord, type TestRecord } from '../../support/record.ts';

let record: TestRecord;
beforeEach(async () => {
  record = await startRecord();
  await record.progress.waitFor(await record.store.end(), 10_000);
});
afterEach(() => record.close());

const start = (password?: string) => {
  const handler = new CommandHandler<UserState, UserEvent>(
    { initialState, evolve },
    { store: record.store, now: () => new Date() },
  );
  return ensureAdmin({
    db: record.pool,
    handler,
    database: record.database.url,
    username: 'admin',
    password,
    context: {
      commandId: crypto.randomUUID(),
      correlationId: crypto.randomUUID(),
      actor: { user: 'greenlane', client: 'cli' },
    },
  });
};

describe('the first start', () => {
  it('of several processes at once makes one admin, whose random password only one of them knows', async () => {
    const made = (await Promise.all([start(), start(), start()])).filter((admin) => admin !== undefined);
    expect(made).toEqual([{ username: 'admin', password: expect.stringMatching(/^\w{16}$/) }]);
    const credentials = await findCredentials(record.pool, 'admin');
    expect(await verifyPassword(made[0]?.password ?? '', credentials?.passwordHash)).toBe(true);
    expect((await record.store.read('user-1')).map(({ type }) => type)).toEqual(['UserAdded']);
  });

  it('takes ADMIN_PASSWORD and has nothing to print then', async () => {
    expect(await start('from the operator')).toEqual({ username: 'admin', password: undefined });
    const credentials = await findCredentials(record.pool, 'admin');
    expect(await verifyPassword('from the operator', credentials?.passwordHash)).toBe(true);
  });

  it('that crashed between claim and fact is finished by the next', async () => {
    await record.pool.query(
      `insert into greenlane.credentials (username, password_hash) values ('admin', 'never known')`,
    );
    expect(await start('second')).toEqual({ username: 'admin', password: undefined });
    expect(await verifyPassword('second', (await findCredentials(record.pool, 'admin'))?.passwordHash)).toBe(true);
  });

  it('on a log that knows people already numbers new ones above them (D-35)', async () => {
    const data = JSON.stringify({ userId: 41, username: 'earlier', firstName: '', isAdmin: false });
    const metadata = JSON.stringify({
      user: 'greenlane',
      client: 'cli',
      correlationId: crypto.randomUUID(),
      causationId: crypto.randomUUID(),
      recordedAt: '2026-01-01T00:00:00.000Z',
      schemaVersion: 1,
    });
    const event = { id: crypto.randomUUID(), type: 'UserAdded', data, metadata };
    const { position = '' } = await record.store.append('user-41', [event], NO_STREAM);
    await record.progress.waitFor(position, 10_000);
    await start('x'.repeat(8));
    expect((await findCredentials(record.pool, 'admin'))?.userId).toBe(42);
  });

  it('again gives no number twice that was drawn since, also where its event never came (D-35)', async () => {
    await start('x'.repeat(8));
    const claim = (name: string) => claimUsername(record.pool, name, 'never known');
    expect([await claim('second'), await claim('third')]).toEqual([2, 3]);
    expect(await start()).toBeUndefined();
    expect(await claim('fourth')).toBe(4);
  });
});
