import { readFile } from 'node:fs/promises';
import { codeOf } from '../database/errorCode.ts';

/** The text of a file; undefined only when there is none, so that nothing is made anew in place of what cannot be read. */
export const readIfThere = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
