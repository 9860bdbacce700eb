import { Problem } from '../../../src/api/problems/problem.ts';
import { refuseBadText, refuseBadUrl } from '../../../src/api/dialect/textGuard.ts';

const codeOf = (work: () => void): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

/** A list of so many values, itself one of them. */
const listOf = (values: number): unknown => Array.from({ length: values - 1 }, () => ({}));

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('text that cannot be stored (D-06), and more than any record has', () => {
  it.each([
    ['Chinese, and characters outside the basic plane', { name: '张三😀𠮷', list: ['a'] }, undefined],
    ['NUL in a value', { a: { b: ['x\0'] } }, 'bad_text'],
    ['NUL in a key', { a: { 'b\0': 1 } }, 'bad_text'],
    ['a high surrogate alone', { a: '\ud83d' }, 'bad_text'],
    ['a low surrogate alone', ['\ude00 \ud83d'], 'bad_text'],
    ['a surrogate in a key', { '\ud83d': 1 }, 'bad_text'],
    ['NUL below a key of the object itself', JSON.parse('{"__proto__": {"a": "\\u0000"}}'), 'bad_text'],
    ['a body nested as deep as any of the contract', nested(30), undefined],
    ['a body nested beyond reason', nested(5_000), 'malformed_json'],
    ['as many values as a body may have', listOf(10_000), undefined],
    ['one value more', listOf(10_001), 'too_large'],
    ['too many values spread over lists', { a: listOf(6_000), b: { c: listOf(6_000) } }, 'too_large'],
    ['too many keys', Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, 1])), 'too_large'],
    ['no body', undefined, undefined],
  ])('%s', (_, body, code) => {
    expect(codeOf(() => refuseBadText(body))).toBe(code);
  });

  it.each([
    ['/api/x/?name=%E5%BC%A0', undefined],
    ['/api/x/?name=50', undefined],
    ['/api/x/%00', 'bad_text'],
    ['/api/x/?name=%00', 'bad_text'],
    ['/api/x/?name=%ED%A0%80', 'malformed_url'],
    ['/api/x/?name=%', 'malformed_url'],
    ['/api/x/%C0%80', 'malformed_url'],
  ])('in the address %s', (url, code) => {
    expect(codeOf(() => refuseBadUrl(url))).toBe(code);
  });
});
