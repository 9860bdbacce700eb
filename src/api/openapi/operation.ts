import type { TObject, TSchema } from '@sinclair/typebox';
import { isRepeatable, type ResponseDeclaration, type Route } from '../dialect/route.ts';
import { refusalResponse } from './refusals.ts';
import type { Components } from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

const isWrite = ({ method }: Route): boolean => method !== 'get';

/** The refusals that a route has because of what it is; those of its own rules it declares itself. */
const refusalsOf = (route: Route): readonly number[] => [
  400,
  ...(route.access === 'anyone' ? [] : [401]),
  ...(route.params ? [404, 410] : []),
  ...(isRepeatable(route) ? [409, 412] : []),
  ...(isWrite(route) ? [413, 415] : []),
  500,
  503,
];

const isOptional = (schema: TObject, name: string): boolean => !(schema.required ?? []).includes(name);

const parametersIn = (place: 'path' | 'query', schema: TObject | undefined, components: Components): readonly Json[] =>
  Object.entries<TSchema>(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: schema !== undefined && !isOptional(schema, name),
    ...(property.description !== undefined && { description: property.description }),
    schema: components.write(property),
  }));

const headersOf = (route: Route): readonly Json[] =>
  isRepeatable(route)
    ? ['IdempotencyKey', 'IfMatch', 'Client'].map((name) => ({ $ref: `#/components/parameters/${name}` }))
    : [];

const bodyOf = ({ multipart, body }: Route, components: Components): Json => {
  if (multipart) {
    const content = { 'multipart/form-data': { schema: components.write(multipart.schema) } };
    return { requestBody: { required: true, content } };
  }
  if (!body) return {};
  const required = Array.isArray(body['required']) && body['required'].length > 0;
  return { requestBody: { required, content: { 'application/json': { schema: components.write(body) } } } };
};

const contentOf = ({ schema, mediaType }: ResponseDeclaration, components: Components): Json => {
  if (mediaType !== undefined) return { content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } } };
  return schema ? { content: { 'application/json': { schema: components.write(schema) } } } : {};
};

const responsesOf = (route: Route, components: Components): Json => {
  const refusals = refusalsOf(route).map((status) => [status, refusalResponse(status)]);
  const declared: Readonly<Record<string, ResponseDeclaration>> = {
    ...Object.fromEntries(refusals),
    ...route.responses,
  };
  return Object.fromEntries(
    Object.entries(declared).map(([status, response]) => [
      status,
      { description: response.description, ...contentOf(response, components) },
    ]),
  );
};

const idOf = ({ method, path }: Route): string => `${method}${path.replaceAll(/[{}]/g, '').replaceAll('/', '_')}`;

/** One operation object of the document. */
export const operationOf = (route: Route, components: Components): Json => ({
  operationId: idOf(route),
  summary: route.summary,
  tags: [route.tag],
  parameters: [
    ...parametersIn('path', route.params, components),
    ...parametersIn('query', route.query, components),
    ...headersOf(route),
  ],
  ...bodyOf(route, components),
  responses: responsesOf(route, components),
  ...(route.access === 'anyone' && { security: [] }),
});
