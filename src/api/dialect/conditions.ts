import type { IncomingMessage } from 'node:http';
import { Problem } from '../problems/problem.ts';

/** An entity tag, weak or not (RFC 9110, 8.8.3). */
const TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const TAGS = new RegExp(TAG, 'g');
/** Empty elements of a list are passed over (RFC 9110, 5.6.1). */
const LIST = new RegExp(String.raw`^[\s,]*${TAG}(?:\s*,[\s,]*${TAG})*[\s,]*$`);

/** The tags that `etagOf` makes; a proxy that compresses answers makes them weak, and the revision in them is as exact. */
const REVISION = /^(?:W\/)?"(0|[1-9]\d{0,8})"$/;

const revisionsIn = (tag: string): readonly number[] => {
  const revision = REVISION.exec(tag)?.[1];
  return revision === undefined ? [] : [Number(revision)];
};

/**
 * The revisions that an `If-Match` header allows, as a case's `ETag` shows them; undefined without one. A tag that is no
 * revision allows none, so that a list of such tags is met by no record.
 * @throws Problem if_match_invalid
 */
export const ifMatchOf = ({ headers }: IncomingMessage): readonly number[] | undefined => {
  const header = headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  if (!LIST.test(header)) throw new Problem('if_match_invalid');
  return (header.match(TAGS) ?? []).flatMap(revisionsIn);
};

/** The `ETag` of a record at a stream revision. */
export const etagOf = (revision: number): string => `"${revision}"`;

const opaque = (tag: string): string => tag.replace(/^W\//, '');

/** Whether `If-None-Match` names a body that the client has; weak tags are as good (RFC 9110, 13.1.2), since proxies make them so. */
export const isKnown = ({ headers }: IncomingMessage, etag: string): boolean => {
  const header = headers['if-none-match'] ?? '';
  return header.trim() === '*' || (header.match(TAGS) ?? []).some((tag) => opaque(tag) === opaque(etag));
};
