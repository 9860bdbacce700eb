import { routeTable } from '../../../src/api/app/routeTable.ts';

const PATHS = ['/api/sample/{id}/', '/api/sample/word/', '/api/{type}/{id}/emergency/', '/media/{name}'];
const find = routeTable(new Map(PATHS.map((path) => [path, path])));

describe('the table of routes', () => {
  it.each([
    ['/api/sample/7/', PATHS[0], { id: '7' }],
    ['/api/sample/7', PATHS[0], { id: '7' }],
    ['/api/sample/7?x=1', PATHS[0], { id: '7' }],
    ['/API/Sample/AbC/', PATHS[0], { id: 'AbC' }],
    ['/api/sample/%E5%BC%A0%2F/', PATHS[0], { id: '张/' }],
    ['http://hospital.example/api/sample/7/', PATHS[0], { id: '7' }],
    ['/api/sample/word', PATHS[1], {}],
    ['/api/sample/words/', PATHS[0], { id: 'words' }],
    ['/api/sample/7/emergency/', PATHS[2], { type: 'sample', id: '7' }],
    ['/media/a.png', PATHS[3], { name: 'a.png' }],
    [`/media/${'x'.repeat(5_000)}`, PATHS[3], { name: 'x'.repeat(5_000) }],
  ])('finds %.40s, with a slash at the end and without (E-GEN-16)', (url, place, params) => {
    const found = find(url);
    expect([found?.place, { ...found?.params }]).toEqual([place, params]);
  });

  it.each(['/', '*', '', '/api/', '/api/sample/', '//api/sample/7', '/api/sample/7//', '/api/sample/7/x/', '/media/'])(
    'has nothing at %j',
    (url) => expect(find(url)).toBeUndefined(),
  );
});
