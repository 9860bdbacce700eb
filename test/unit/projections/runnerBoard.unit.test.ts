import { createBoard } from '../../../src/projections/progressBoard.ts';

const known = (position: string | undefined, more = {}) => ({ position, building: false, halted: false, ...more });

it('answers those who wait once their position is passed, and nobody else', async () => {
  const board = createBoard();
  board.know(known('1'));
  const [second, third] = [board.waitFor('2', 10_000), board.waitFor('3', 1)];
  board.passed('2');
  expect(await second).toBe(true);
  expect(await third).toBe(false);
});

it('does not go back for news that come late', async () => {
  const board = createBoard();
  board.know(known('5'));
  board.passed('3');
  board.know(known('4'));
  expect(board.position).toBe('5');
  expect(await board.waitFor('5', 1)).toBe(true);
});

it('goes back when the database may have come back older', async () => {
  const board = createBoard();
  board.know(known('5'));
  board.forget();
  board.know(known('4'));
  expect(await board.waitFor('5', 1)).toBe(false);
});

it('answers nobody before it knows whether everything is live', async () => {
  const board = createBoard();
  board.passed('5');
  const waiting = board.waitFor('5', 10_000);
  board.know(known('4', { building: true }));
  expect(await waiting).toBe(false);
});

it('lets nobody wait while nothing moves', async () => {
  const board = createBoard();
  board.know(known(undefined, { halted: true }));
  expect(await board.waitFor('1', 3_600_000)).toBe(false);
});

it('holds back what comes older than it was shown, until it is as far again (D-36)', async () => {
  const board = createBoard();
  expect(await board.regained(1)).toBe(true);
  board.know(known('4'));
  board.passed('5');
  expect(await board.regained(1)).toBe(true);
  board.forget();
  expect(await board.regained(1)).toBe(false);
  board.know(known('4', { building: true }));
  const waiting = board.regained(10_000);
  expect(await board.regained(1)).toBe(false);
  board.passed('5');
  expect(await waiting).toBe(true);
});

it('regains no more than there is, once somebody has said so', async () => {
  const board = createBoard();
  board.know(known('5'));
  board.forget();
  board.know(known('4'));
  expect(await board.regained(1)).toBe(false);
  board.settle();
  expect(await board.regained(1)).toBe(true);
});

it('is behind from when somebody waited in vain until that is passed', async () => {
  const board = createBoard();
  board.know(known('4'));
  expect([await board.waitFor('4', 1), board.isBehind()]).toEqual([true, false]);
  expect([await board.waitFor('6', 1), board.isBehind()]).toEqual([false, true]);
  expect([await board.waitFor('5', 1), board.isBehind()]).toEqual([false, true]);
  board.passed('5');
  expect(board.isBehind()).toBe(true);
  board.passed('6');
  expect(board.isBehind()).toBe(false);
});

it('is not behind for ever what a shorter log never holds', async () => {
  const board = createBoard();
  board.know(known('4'));
  await board.waitFor('6', 1);
  board.know(known(undefined, { halted: true }));
  expect(board.isBehind()).toBe(true);
  board.know(known('3'));
  expect(board.isBehind()).toBe(false);
});
