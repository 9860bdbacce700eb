/** The import table of the design: what each folder of `src` may import; everything else is refused. */

const inside = (folder) => `^src/${folder}/`;

/** What read models have for queries others may ask; their tables and what fills them are the runner's. */
const allowed = {
  eventstore: { folders: ['domain'] },
  projections: { folders: ['domain', 'eventstore'] },
  api: { folders: ['domain', 'projections', 'eventstore'] },
  realtime: { folders: ['domain', 'projections'] },
  integrations: { folders: ['domain'] },
};

const folderRule = ([folder, { folders }]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import ${[folder, ...folders].join(', ')} of src`,
  severity: 'error',
  from: { path: inside(folder) },
  to: { path: '^src/', pathNot: [folder, ...folders].map(inside) },
});

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'src/domain imports itself, date-fns and @date-fns/tz: no I/O, no clock, no ids',
      severity: 'error',
      from: { path: inside('domain') },
      to: {
        pathNot: [
          '^src/domain/',
          '/node_modules/date-fns/',
          '/node_modules/@date-fns/tz/',
          '^node_modules/date-fns/',
          '^node_modules/@date-fns/tz/',
        ],
      },
    },
    ...Object.entries(allowed).map(folderRule),
    {
      name: 'only-the-store-knows-its-adapters',
      comment: 'outside src/eventstore and the composition root, the store is its port',
      severity: 'error',
      from: { path: '^src/', pathNot: [inside('eventstore'), inside('app')] },
      to: { path: '^src/eventstore/(postgres|eventStoreDb)/' },
    },
    {
      name: 'read-models-are-asked-by-queries',
      comment: 'tables, what fills them and the runner are what the projections keep to themselves',
      severity: 'error',
      from: { path: '^src/(api|realtime|integrations)/' },
      to: {
        path: [
          '^src/projections/[^/]+/(tables|readModel)[.]ts$',
          '^src/projections/(runner|rebuild|session|schema|checkpoints|fold)[A-Za-z]*[.]ts$',
        ],
      },
    },
    {
      name: 'no-cycles',
      comment: 'modules that need each other are one module',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-test-code-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|dist)/' },
    },
    {
      name: 'only-declared-packages',
      comment: 'what the server imports is in "dependencies"',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
