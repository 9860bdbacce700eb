import { readFileSync } from 'node:fs';
import { SETTINGS } from '../../../src/app/config/settings.ts';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('lists every setting with its default and meaning, and no other', () => {
    const rows = Object.values(SETTINGS).map(
      ({ variable, fallback, explanation }) =>
        `| \`${variable}\` | ${fallback === undefined ? '' : `\`${fallback}\``} | ${explanation} |`,
    );
    const table = readme.slice(readme.indexOf('| variable |'), readme.indexOf('\n\n', readme.indexOf('| variable |')));
    expect(table.split('\n').slice(2)).toEqual(rows);
  });

  it('has a quickstart of two lines', () => {
    expect(/## Quickstart\n\n```sh\n([^`]+)```/.exec(readme)?.[1]).toBe('npm ci && npm start\nnpm ci && npm test\n');
  });
});
