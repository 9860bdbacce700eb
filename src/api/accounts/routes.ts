import { Type } from '@sinclair/typebox';
import { noContent, ok } from '../dialect/answer.ts';
import { tokenOf } from '../dialect/authentication.ts';
import { clientAddressOf } from '../dialect/clientAddress.ts';
import { route, type Route } from '../dialect/route.ts';
import { responsesWith } from '../openapi/refusals.ts';
import { userResponse, userSchema } from './responses.ts';
import { getUser, signIn, type SignInPorts } from './signIn.ts';
import type { TokenCache } from './tokenCache.ts';
import { hashToken, revokeToken } from './tokens.ts';

export interface AccountRoutesOptions extends SignInPorts {
  readonly cache: TokenCache;
}

const TAG = '账号';
const PATH = '/api/account/auth/';
const MAX_PASSWORD = 1024;

const credentialsSchema = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 255, description: '用户名' }),
    password: Type.String({ minLength: 1, maxLength: MAX_PASSWORD, description: '密码' }),
  },
  { additionalProperties: false },
);

const tokenSchema = Type.Object({ token: Type.String(), user: userSchema }, { additionalProperties: false });

const signInRoute = (ports: SignInPorts): Route =>
  route({
    method: 'post',
    path: PATH,
    summary: '登录 (A-58)',
    tag: TAG,
    access: 'anyone',
    body: credentialsSchema,
    responses: responsesWith({ 200: { description: '登录成功', schema: tokenSchema } }, 429),
    handler: async ({ body, request }) => {
      const { token, user } = await signIn(ports, { ...body, address: clientAddressOf(request) ?? '' });
      return ok({ token, user: userResponse(user) }, { 'Cache-Control': 'no-store' });
    },
  });

const signOutRoute = ({ db, cache }: AccountRoutesOptions): Route =>
  route({
    method: 'delete',
    path: PATH,
    summary: '退出登录 (E-ACC-10)',
    tag: TAG,
    responses: { 204: { description: '已退出登录' } },
    handler: async ({ request }) => {
      const tokenHash = hashToken(tokenOf(request) ?? '');
      await revokeToken(db, tokenHash);
      cache.forget(tokenHash);
      return noContent();
    },
  });

const mineRoute = ({ db }: SignInPorts): Route =>
  route({
    method: 'get',
    path: '/api/account/mine/',
    summary: '当前用户 (E-ACC-01)',
    tag: TAG,
    responses: { 200: { description: '当前用户', schema: userSchema } },
    handler: async ({ signedIn }) => ok(userResponse(await getUser(db, signedIn().userId))),
  });

/** Sign in, sign out, and who I am. */
export const accountRoutes = (options: AccountRoutesOptions): readonly Route[] => [
  signInRoute(options),
  signOutRoute(options),
  mineRoute(options),
];
