import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { configDocument } from '../../domain/catalogue/derive/configDocument.ts';
import { rendered } from '../dialect/answer.ts';
import { isKnown } from '../dialect/conditions.ts';
import { route, type Route } from '../dialect/route.ts';
import { named } from '../openapi/schemas.ts';

const choice = named(
  'Choice',
  Type.Object(
    { value: Type.Union([Type.String(), Type.Integer(), Type.Boolean()]), label: Type.String() },
    { additionalProperties: false },
  ),
);

const configSchema = Type.Record(Type.String(), Type.Array(choice));

/** Every list of choices, by field name and by its own (E-CFG-01 to E-CFG-04, D-19); clients keep it while its `ETag` stands. */
export const configRoutes = (): readonly Route[] => {
  const json = JSON.stringify(configDocument());
  const etag = `"${createHash('sha256').update(json).digest('base64url')}"`;
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' };
  return [
    route({
      method: 'get',
      path: '/api/common/config/',
      summary: '全部选项 (E-CFG-01)',
      tag: '配置',
      responses: { 200: { description: '选项', schema: configSchema }, 304: { description: '没有变化' } },
      handler: ({ request }) => (isKnown(request, etag) ? { status: 304, headers } : rendered(json, headers)),
    }),
  ];
};
