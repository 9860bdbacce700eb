import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '../../support/greenlaneProcess.ts';

const run = promisify(execFile);
const CRUISER = join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = join(REPOSITORY, '.dependency-cruiser.cjs');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenlane-deps-'));
  for (const name of ['node_modules', 'package.json', 'tsconfig.json'])
    await symlink(join(REPOSITORY, name), join(folder, name));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const plant = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
};

/** A module that imports these, and is one that may be imported. */
const importing = (...paths: readonly string[]): string =>
  [
    ...paths.map((path, index) => `import * as m${index} from '${path}';`),
    `export const own = [${paths.map((_, index) => `m${index}`)}];`,
  ].join('\n');

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

const offences = async (): Promise<string[]> => {
  const { stdout } = await run(process.execPath, [CRUISER, 'src', '--config', CONFIG, '--output-type', 'json'], {
    cwd: folder,
    maxBuffer: 50_000_000,
  });
  const { violations }: { violations: Violation[] } = JSON.parse(stdout).summary;
  return [...new Set(violations.map(({ from, rule }) => `${rule.name}: ${from}`))].sort();
};

const LAYERS = {
  'src/domain/patient/state.ts': importing('date-fns', '@date-fns/tz'),
  'src/eventstore/port.ts': importing('../domain/patient/state.ts', 'node:crypto'),
  'src/eventstore/postgres/store.ts': importing('../port.ts', 'pg'),
  'src/projections/cases/queries.ts': importing('../../domain/patient/state.ts', '../../eventstore/port.ts'),
  'src/projections/cases/tables.ts': importing(),
  'src/projections/cases/readModel.ts': importing('./tables.ts'),
  'src/projections/runner.ts': importing('./cases/readModel.ts', '../eventstore/port.ts'),
  'src/api/routes.ts': importing(
    '../domain/patient/state.ts',
    '../projections/cases/queries.ts',
    '../eventstore/port.ts',
    'express',
  ),
  'src/realtime/hub.ts': importing('../domain/patient/state.ts', '../projections/cases/queries.ts'),
  'src/integrations/his.ts': importing('../domain/patient/state.ts'),
  'src/app/container.ts': importing(
    '../eventstore/postgres/store.ts',
    '../projections/runner.ts',
    '../api/routes.ts',
    '../realtime/hub.ts',
    '../integrations/his.ts',
  ),
};

const OFFENDERS = [
  ['the clock of Node.js in the domain', 'domain-is-pure', 'src/domain/offender1.ts', 'node:timers'],
  ['ids in the domain', 'domain-is-pure', 'src/domain/offender2.ts', 'uuid'],
  ['a file in the domain', 'domain-is-pure', 'src/domain/catalogue/offender3.ts', 'fs'],
  ['the event store in the domain', 'domain-is-pure', 'src/domain/offender4.ts', '../eventstore/port.ts'],
  [
    'a read model in the event store',
    'eventstore-imports',
    'src/eventstore/offender5.ts',
    '../projections/cases/queries.ts',
  ],
  ['the API in the event store', 'eventstore-imports', 'src/eventstore/offender6.ts', '../api/routes.ts'],
  ['the API in a read model', 'projections-imports', 'src/projections/offender7.ts', '../api/routes.ts'],
  ['the composition root in the API', 'api-imports', 'src/api/offender8.ts', '../app/container.ts'],
  ['the sockets in the API', 'api-imports', 'src/api/offender9.ts', '../realtime/hub.ts'],
  ['the event store in the sockets', 'realtime-imports', 'src/realtime/offender10.ts', '../eventstore/port.ts'],
  [
    'a read model in an integration',
    'integrations-imports',
    'src/integrations/offender11.ts',
    '../projections/cases/queries.ts',
  ],
  [
    'an adapter in the API',
    'only-the-store-knows-its-adapters',
    'src/api/offender12.ts',
    '../eventstore/postgres/store.ts',
  ],
  ['tables in the API', 'read-models-are-asked-by-queries', 'src/api/offender13.ts', '../projections/cases/tables.ts'],
  [
    'what fills tables in the API',
    'read-models-are-asked-by-queries',
    'src/api/offender18.ts',
    '../projections/cases/readModel.ts',
  ],
  ['the runner in the API', 'read-models-are-asked-by-queries', 'src/api/offender14.ts', '../projections/runner.ts'],
  ['a test in the server', 'no-test-code-in-src', 'src/app/offender15.ts', '../../test/a.ts'],
  ['a tool for developers in the server', 'only-declared-packages', 'src/app/offender16.ts', 'typescript'],
  ['a module that is not there', 'everything-resolves', 'src/app/offender17.ts', './nowhere.ts'],
] as const;

describe('the import table of the design, checked by a tool', () => {
  let found: readonly string[];

  beforeAll(async () => {
    await plant({ ...LAYERS, 'test/a.ts': importing() });
    await plant(Object.fromEntries(OFFENDERS.map(([, , path, imported]) => [path, importing(imported)])));
    await plant({
      'src/domain/type.ts': `import type { own } from '../eventstore/port.ts';\nexport type Own = typeof own;`,
      'src/app/one.ts': importing('./other.ts'),
      'src/app/other.ts': importing('./one.ts'),
      'src/app/shape.ts': `import type { own } from './user.ts';\nexport type Shape = typeof own;`,
      'src/app/user.ts': `import type { Shape } from './shape.ts';\nexport const own: Shape[] = [];`,
    });
    found = await offences();
  });

  it('lets every folder import what it may', () => {
    const innocent = Object.keys(LAYERS);
    expect(found.filter((offence) => innocent.some((path) => offence.endsWith(`: ${path}`)))).toEqual([]);
  });

  it.each(OFFENDERS)('catches %s', (_, rule, path) => {
    expect(found).toContain(`${rule}: ${path}`);
  });

  it('catches imports of types only', () => {
    expect(found).toContain('domain-is-pure: src/domain/type.ts');
  });

  it('catches modules that need each other', () => {
    expect(found).toContain('no-cycles: src/app/one.ts');
    expect(found).toContain('no-cycles: src/app/shape.ts');
  });
});
