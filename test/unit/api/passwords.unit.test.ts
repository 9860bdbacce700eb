import { hashPassword, randomPassword, verifyPassword } from '../../../src/api/accounts/passwords.ts';

describe('passwords', () => {
  it('are kept as scrypt with a salt of their own, and known again', async () => {
    const [first, second] = await Promise.all([hashPassword('密码 correct'), hashPassword('密码 correct')]);
    expect(first).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword('密码 correct', first)).toBe(true);
    expect(await verifyPassword('密码 Correct', first)).toBe(false);
  });

  it('are compared for nobody as well, with no as the answer', async () => {
    expect(await verifyPassword('anything', undefined)).toBe(false);
  });

  it('leave the event loop free while they are computed', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await hashPassword('x');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('are drawn at random without letters that look alike', () => {
    const drawn = new Set(Array.from({ length: 200 }, randomPassword));
    expect(drawn.size).toBe(200);
    for (const password of drawn) expect(password).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{16}$/);
  });
});
