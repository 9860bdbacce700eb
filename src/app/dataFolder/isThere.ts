import { stat } from 'node:fs/promises';
import { codeOf } from '../database/errorCode.ts';

const ABSENT = ['ENOENT', 'ENOTDIR'];

export const isAbsent = (error: unknown): boolean => ABSENT.includes(codeOf(error) ?? '');

/** What cannot be looked at is there: why it cannot is said by who opens it. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => !isAbsent(error),
  );
