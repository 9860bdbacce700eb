import { pino } from 'pino';
import { startHousekeeping } from '../../../src/api/app/housekeeping.ts';
import { eventually } from '../../support/eventually.ts';
import { startRecord, type TestRecord } from '../../support/record.ts';

let record: TestRecord;
beforeAll(async () => {
  record = await startRecord();
});
afterAll(() => record.close());

const namesIn = async (table: string): Promise<readonly string[]> => {
  const { rows } = await record.pool.query(`select key from greenlane.${table} order by key`);
  return rows.map(({ key }) => key);
};

it('a start forgets keys after 7 days (D-18) and sign-in attempts that no longer count, and keeps the others', async () => {
  await record.pool.query(`
    insert into greenlane.idempotency_keys (user_id, key, request_hash, command_id, working_until, created_at) values
      (1, 'old', 'x', gen_random_uuid(), now(), now() - interval '8 days'),
      (1, 'young', 'x', gen_random_uuid(), now(), now() - interval '6 days');
    insert into greenlane.login_attempts (key, points, expire) values
      ('counts', 3, (extract(epoch from now()) + 60) * 1000),
      ('over', 3, (extract(epoch from now()) - 60) * 1000)`);
  const stop = startHousekeeping(record.pool, pino({ level: 'silent' }));
  try {
    await eventually(async () => (await namesIn('login_attempts')).length === 1);
    expect(await namesIn('login_attempts')).toEqual(['counts']);
    expect(await namesIn('idempotency_keys')).toEqual(['young']);
  } finally {
    stop();
  }
});
