import { localUrl } from '../../../src/app/localUrl.ts';

it.each([
  ['0.0.0.0', 'http://localhost:8080/'],
  ['::', 'http://localhost:8080/'],
  ['127.0.0.1', 'http://127.0.0.1:8080/'],
  ['::1', 'http://[::1]:8080/'],
  ['inner.example', 'http://inner.example:8080/'],
])('a server that listens on %s answers at %s', (host, url) => {
  expect(localUrl(host, 8080)).toBe(url);
});
