import { Type } from '@sinclair/typebox';
import { ok } from '../../src/api/dialect/answer.ts';
import { route } from '../../src/api/dialect/route.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { createResponseCheck, Undocumented } from '../support/openapi.ts';
import { createSamples } from '../support/sampleRoutes.ts';

const liar = route({
  method: 'get',
  path: '/api/liar/',
  summary: 'says one thing and answers another',
  tag: 'sample',
  responses: { 200: { description: 'a number', schema: Type.Object({ n: Type.Integer() }) } },
  handler: () => ok({ n: 'three' }),
});

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ routes: () => [...createSamples().routes, liar], settings: { basePath: '/green' } });
});
afterAll(() => api.close());

const textOf = async (path: string): Promise<string> => (await fetch(`${api.url}${path}`)).text();

const referencesIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === '$ref' ? [String(child)] : referencesIn(child)));
};

describe('the document (issue section 6)', () => {
  it('is OpenAPI 3.1, open to everybody, the same under both addresses', async () => {
    const text = await textOf('/swagger/openapi.json');
    expect(await textOf('/api/openapi.json')).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/green' }] });
  });

  it('has every route with what is checked: parameters, bodies, answers, refusals', async () => {
    const { paths } = JSON.parse(await textOf('/swagger/openapi.json'));
    const { get, put, delete: gone } = paths['/api/sample/{id}/'];
    expect(get.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'id',
      'critical',
      'created_time[]',
      'name',
    ]);
    expect(put.requestBody.content['application/json'].schema.properties.age).toMatchObject({ maximum: 150 });
    expect(Object.keys(gone.responses)).toEqual(expect.arrayContaining(['204', '401', '404', '409', '412', '503']));
    expect(paths['/api/account/auth/'].post.security).toEqual([]);
    expect(Object.keys(paths['/api/account/auth/'].post.responses)).toContain('429');
    expect(Object.keys(paths['/api/common/upload/'].post.requestBody.content)).toEqual(['multipart/form-data']);
  });

  it('refers only to what it holds, and gives every operation an id of its own', async () => {
    const document = JSON.parse(await textOf('/swagger/openapi.json'));
    const at = (reference: string): unknown =>
      reference
        .slice(2)
        .split('/')
        .reduce((value, key) => value?.[key], document);
    for (const reference of referencesIn(document)) expect([reference, at(reference)]).toEqual([reference, expect.anything()]); // prettier-ignore
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the check of every answer in these tests', () => {
  it('catches an answer that is not what its route declares', async () => {
    await expect(api.client.call('GET', '/api/liar/')).rejects.toBeInstanceOf(Undocumented);
  });

  it('catches a status that is not declared', async () => {
    const check = createResponseCheck(JSON.parse(await textOf('/swagger/openapi.json')));
    const seen = { method: 'GET', path: '/api/liar/', contentType: 'application/json', text: '{}' };
    expect(() => check({ ...seen, status: 418 })).toThrow(Undocumented);
  });
});

describe('Swagger UI (E-GEN-01)', () => {
  it('comes from the package, at /swagger/, and asks no outside address', async () => {
    const page = await fetch(`${api.url}/swagger/`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).not.toMatch(/<script>|https?:\/\//);
    const parts = [...html.matchAll(/(?:src|href)="\.?\/?([\w.-]+)"/g)].map(([, name]) => name);
    expect(parts).toEqual(expect.arrayContaining(['swagger-ui-bundle.js', 'swagger-initializer.js', 'swagger-ui.css']));
    for (const name of parts) expect([name, (await fetch(`${api.url}/swagger/${name}`)).status]).toEqual([name, 200]);
    const script = await textOf('/swagger/swagger-initializer.js');
    expect(script).toContain("url: 'openapi.json'");
    expect(script).not.toMatch(/https?:\/\//);
  });

  it('without the slash leads there, also below a prefix that a proxy strips', async () => {
    const { status, headers } = await fetch(`${api.url}/swagger`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([301, 'swagger/']);
  });
});
