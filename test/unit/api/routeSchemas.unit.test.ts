import type { CaseServices } from '../../../src/api/cases/caseServices.ts';
import { checkOf } from '../../../src/api/dialect/validation.ts';
import { allRoutes, type RouteServices } from '../../../src/app/routes.ts';

/** Routes are declared without anything being asked of what they will work with. */
const routesWith = (unknownFields: CaseServices['unknownFields']) => {
  const cases = { unknownFields, zone: 'Asia/Shanghai' };
  return allRoutes({ accounts: {}, files: {}, cases } as unknown as RouteServices);
};

describe.each(['refuse', 'keep'] as const)('the routes where unknown fields are to %s', (unknownFields) => {
  const routes = routesWith(unknownFields);

  it('are all there', () => {
    expect(routes.length).toBeGreaterThan(90);
  });

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'have sound schemas, which are compiled when they are first asked: %s',
    (_, { params, query, body }) => {
      for (const schema of [params, query, body]) expect(checkOf(schema)({})).toBeDefined();
    },
  );
});
