import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import express from 'express';
import { Problem } from '../problems/problem.ts';
import { readerOf, type BodyReader } from './bodyReader.ts';
import { refuseBadText } from './textGuard.ts';

const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i;

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isJson = ({ headers }: IncomingMessage): boolean =>
  headers['content-type'] === undefined || JSON_TYPE.test(headers['content-type']);

/** The body parser writes a status on what is thrown under it, so this is an error of its own kind. */
class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
  constructor(readonly type: 'charset.unsupported' | 'bytes.invalid') {
    super(type);
  }
}

const refuseOtherBytes = (bytes: Buffer, encoding: string): void => {
  if (encoding !== 'utf-8') throw new UnreadableBytes('charset.unsupported');
  if (!isUtf8(bytes)) throw new UnreadableBytes('bytes.invalid');
};

/** The parser would take in all of a body before it refuses it. */
const isTooLong = ({ headers }: IncomingMessage, limitBytes: number): boolean =>
  Number(headers['content-length'] ?? 0) > limitBytes;

/**
 * Reads a JSON body of at most `limitBytes`; none stays undefined, and one without a content type is taken as JSON.
 * @throws Problem content_type (415), bad_text, malformed_json (400), too_large (413)
 */
export const jsonBody = (limitBytes: number): BodyReader => {
  const parse = readerOf(
    express.json({
      limit: limitBytes,
      type: () => true,
      verify: (...[, , bytes, encoding]) => refuseOtherBytes(bytes, encoding),
    }),
  );
  return async (request, response) => {
    if (!hasBody(request)) return;
    if (!isJson(request)) throw new Problem('content_type');
    if (isTooLong(request, limitBytes)) throw new Problem('too_large');
    await parse(request, response);
    refuseBadText(request.body);
  };
};
