/** `node --import ./scripts/typescript.mjs FILE.ts` runs TypeScript as it stands, for child processes of tests and scripts. */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const options = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

export const load = async (url, context, next) => {
  if (!url.endsWith('.ts')) return next(url, context);
  const { transform } = await import('@swc/core');
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), {
    ...options,
    filename: fileURLToPath(url),
  });
  return { format: 'module', source: code, shortCircuit: true };
};

// Node runs hooks in a thread of their own, which loads this file a second time.
if (isMainThread) register(import.meta.url);
