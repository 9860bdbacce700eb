import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../database/errorCode.ts';
import { failedOn } from './frame.ts';

const isThere = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found?.isDirectory()) throw new Error('EISDIR: it is a folder');
  return found !== undefined;
};

const mayWrite = async (path: string): Promise<void> => {
  if (await isThere(path)) await access(path, constants.W_OK);
  else await access(dirname(path), constants.W_OK | constants.X_OK);
};

const failed = (file: string) => failedOn(`${resolve(file)} cannot be written`);

/** For a command that writes a file at its end, before it begins. Makes and changes nothing. @throws CommandFailed */
export const requireWritable = (file: string): Promise<void> => mayWrite(resolve(file)).catch(failed(file));

/** @throws CommandFailed */
export const writeOutput = (file: string, text: string): Promise<void> => writeFile(file, text).catch(failed(file));
