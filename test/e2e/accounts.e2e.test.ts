import { startApi, ADMIN, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const signIn = (username: string, password: string) =>
  api.client.call('POST', '/api/account/auth/', { token: null, body: { username, password } });

describe('signing in (A-58)', () => {
  it('answers a token of 40 hexadecimal characters and the user', async () => {
    const { status, body } = await signIn(ADMIN.username, ADMIN.password);
    expect(status).toBe(200);
    expect(body).toEqual({
      token: expect.stringMatching(/^[0-9a-f]{40}$/),
      user: { id: 1, username: 'admin', first_name: '', is_superuser: true },
    });
  });
});
