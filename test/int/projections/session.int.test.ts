import { openSession } from '../../../src/projections/session.ts';
import { eventually } from '../../support/eventually.ts';
import { openRunner } from './runnerHarness.ts';

let opened: Awaited<ReturnType<typeof openRunner>>;

beforeEach(async () => {
  opened = await openRunner();
});
afterEach(() => opened.close());

it('leaves no connection behind when its settings are refused', async () => {
  const { h, database } = opened;
  await expect(openSession(database.url, 'public', { settings: 'set no.such = ' })).rejects.toThrow('syntax error');
  const open = `select count(*)::int from pg_stat_activity where application_name = 'greenlane public'`;
  await eventually(async () => (await h.one(open)) === 0);
});
