import { sliceTotals } from '../../../src/projections/cases/sliceTotals.ts';
import type { ReadDatabase } from '../../../src/projections/readDatabase.ts';

/** The first statement fails when it is told to, the others find nothing. */
const failingFirst = () => {
  let asked = 0;
  let fail: () => void = () => undefined;
  const failure = new Promise<never>((_, reject) => (fail = () => reject(new Error('the connection was lost'))));
  const db: ReadDatabase = { query: () => ((asked += 1) === 1 ? failure : Promise.resolve({ rows: [] })) };
  return { db, fail: () => fail(), asked: () => asked };
};

it('keeps what was loaded when a load before it fails late', async () => {
  const { db, fail, asked } = failingFirst();
  const old = sliceTotals(db, 'basic', () => 0);
  const now = () => 40_000;
  const loaded = sliceTotals(db, 'basic', now);
  fail();
  await expect(old).rejects.toThrow('the connection was lost');
  expect(sliceTotals(db, 'basic', now)).toBe(loaded);
  expect(asked()).toBe(2);
});

it('loads again after a load that failed', async () => {
  const { db, fail } = failingFirst();
  const failed = sliceTotals(db, 'basic');
  fail();
  await expect(failed).rejects.toThrow('the connection was lost');
  expect(await sliceTotals(db, 'basic')).toMatchObject({ everybody: 0 });
});
