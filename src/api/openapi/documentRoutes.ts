import { Type } from '@sinclair/typebox';
import { rendered } from '../dialect/answer.ts';
import { route, type Route } from '../dialect/route.ts';
import { documentOf } from './document.ts';

const PATHS = ['/swagger/openapi.json', '/api/openapi.json'] as const;

/** The document, under the address of the old one (E-GEN-01) and below the API; it is written once, at start. */
export const documentRoutes = (
  routes: readonly Route[],
  { basePath }: { readonly basePath: string },
): readonly Route[] => {
  let json = '';
  const own = PATHS.map((path) =>
    route({
      method: 'get',
      path,
      summary: '接口文档 (OpenAPI 3.1)',
      tag: '文档',
      access: 'anyone',
      responses: { 200: { description: '接口文档', schema: Type.Object({ openapi: Type.String() }) } },
      handler: () => rendered(json),
    }),
  );
  json = JSON.stringify(documentOf([...routes, ...own], basePath));
  return own;
};
