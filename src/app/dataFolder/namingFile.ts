import { codeOf } from '../database/errorCode.ts';
import { Unusable } from '../unusable.ts';

/** Names the file of an error of the system, which the error of a write does not. @throws Unusable */
export const namingFile =
  (path: string) =>
  (error: unknown): never => {
    throw codeOf(error) === undefined ? error : new Unusable(path, error);
  };
