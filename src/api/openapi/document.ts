import type { Route } from '../dialect/route.ts';
import { operationOf } from './operation.ts';
import { problemSchema } from './problemSchema.ts';
import { Components } from './schemas.ts';

export type Document = Readonly<Record<string, unknown>>;

const DESCRIPTION = [
  '急诊绿色通道病历。PUT 与 DELETE 也可用 POST 加请求头 `method: put|delete` 发送;路径末尾的斜线可有可无;',
  '任何地址加 `?profile` 返回 `Server-Timing` 响应头;错误统一为 `{"msg","code","errors"}`,',
  '无法读取的请求也是如此(400、408、413、417、431)。',
].join('');

const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: '重复发送同一请求时使用同一标识,得到第一次的结果;保留7天',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: '读取时 ETag 的值,可为多个,以逗号分隔;内容已被他人修改时返回412',
    schema: { type: 'string' },
  },
  Client: {
    name: 'X-Client',
    in: 'header',
    description: '客户端种类',
    schema: { type: 'string', enum: ['web', 'android', 'wristband', 'his', 'device'] },
  },
};

const SECURITY_SCHEMES = {
  token: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <令牌>`' },
  link: { type: 'apiKey', in: 'query', name: 'token', description: '下载链接使用的令牌' },
};

const pathsOf = (routes: readonly Route[], components: Components): Document => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of [...routes].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, components) };
  }
  return paths;
};

/** The OpenAPI 3.1 document of the routes, from the same declarations that check their requests. */
export const documentOf = (routes: readonly Route[], basePath: string): Document => {
  const components = new Components();
  components.write(problemSchema);
  const paths = pathsOf(routes, components);
  return {
    openapi: '3.1.0',
    info: { title: 'greenlane', version: '1.0.0', description: DESCRIPTION },
    servers: [{ url: basePath || '/' }],
    security: [{ token: [] }, { link: [] }],
    paths,
    components: { schemas: components.all(), parameters: PARAMETERS, securitySchemes: SECURITY_SCHEMES },
  };
};
