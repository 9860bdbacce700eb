import { Notices } from '../../../../src/eventstore/postgres/notices.ts';

const createNotices = (isHeardHere: boolean) => {
  let told = 0;
  const tell = async (): Promise<void> => void (told += 1);
  return { notices: new Notices({ isHeardHere: () => isHeardHere, tell }), told: () => told };
};

describe('notices of appends (D-32)', () => {
  it('go with every append of a process in which nobody hears of it', () => {
    const { notices } = createNotices(false);
    expect([notices.isDue(), notices.isDue(), notices.isDue()]).toEqual([true, true, true]);
  });

  it('go with the first of many appends of a process whose subscriber hears at once', () => {
    const { notices } = createNotices(true);
    expect([notices.isDue(), notices.isDue()]).toEqual([true, false]);
  });

  it('are sent for those that carried none, once for all of them', async () => {
    const { notices, told } = createNotices(true);
    notices.owe();
    notices.owe();
    await notices.settle();
    await notices.settle();
    expect(told()).toBe(1);
  });

  it('are not sent when every append carried one', async () => {
    const { notices, told } = createNotices(true);
    await notices.settle();
    expect(told()).toBe(0);
  });
});
