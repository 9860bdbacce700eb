import type { IncomingMessage } from 'node:http';
import { Problem } from '../problems/problem.ts';

const REVISION = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/;

/** The revision of an `If-Match` header, as a case's `ETag` shows it; undefined without one. @throws Problem if_match_invalid */
export const ifMatchOf = ({ headers }: IncomingMessage): number | undefined => {
  const header = headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const revision = REVISION.exec(header)?.[1];
  if (revision === undefined) throw new Problem('if_match_invalid');
  return Number(revision);
};

/** The `ETag` of a record at a stream revision. */
export const etagOf = (revision: number): string => `"${revision}"`;
