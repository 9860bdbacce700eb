import tseslint from 'typescript-eslint';

const sizes = {
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 40, skipComments: true }],
  complexity: ['error', 8],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
};

const typing = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
};

// Every process would load 300 files at its start.
const wholePackages = ['error', { name: 'date-fns', message: "Take a function of its own file: 'date-fns/addDays'." }];

// One way in: `as` is for codecs and parsers, where bytes or SQL rows become types.
const codecs = ['src/**/*Codec.ts', 'src/**/*Parser.ts', 'src/**/codec.ts', 'src/**/rows.ts'];

export default tseslint.config(
  { ignores: ['dist/**', 'data/**', 'node_modules/**', '.bench/**'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      ...sizes,
      ...typing,
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-imports': wholePackages,
    },
  },
  { files: codecs, rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'it', property: 'skip' },
        { object: 'describe', property: 'skip' },
        { object: 'it', property: 'only' },
        { object: 'describe', property: 'only' },
      ],
    },
  },
);
