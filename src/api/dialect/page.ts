import { Type, type TObject, type TProperties, type TSchema } from '@sinclair/typebox';
import type { Request } from 'express';

/** Where a page starts and how long it is. */
export interface Window {
  readonly limit: number;
  readonly offset: number;
}

const DEFAULT_LIMIT = 20;

/** The window asked for; a limit of 0 is none given, one beyond the list's own is cut, and the links say so (D-17). */
export const windowOf = ({ limit, offset = 0 }: Partial<Window>, maxLimit = Number.MAX_SAFE_INTEGER): Window => ({
  limit: Math.min(limit || DEFAULT_LIMIT, maxLimit),
  offset,
});

/** What a page is made of: everything but `results` by number or address. */
export interface Page {
  readonly count: number;
  /** Absolute addresses. */
  readonly next: string | null;
  readonly previous: string | null;
  /** Of lists that page by cursor, when asked to: what leads to the next page; null at the end. */
  readonly nextCursor?: string | null;
  /** Rows as JSON texts, as read models keep them: they are joined, not parsed. */
  readonly results: readonly string[];
}

/** JSON text of a page object (E-GEN-11, A-66). */
export const renderPage = ({ count, next, previous, nextCursor, results }: Page): string => {
  const cursor = nextCursor === undefined ? '' : `"next_cursor":${JSON.stringify(nextCursor)},`;
  const links = `"next":${JSON.stringify(next)},"previous":${JSON.stringify(previous)},${cursor}`;
  return `{"count":${count},${links}"results":[${results.join(',')}]}`;
};

type Changes = Readonly<Record<string, string | number | undefined>>;

/** The address of this request with other parameters, below `origin`; undefined takes one away. */
export const linkTo = (request: Request, origin: string, changes: Changes): string => {
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://any');
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) searchParams.delete(name);
    else searchParams.set(name, String(value));
  }
  const query = searchParams.toString();
  return `${origin}${pathname}${query === '' ? '' : `?${query}`}`;
};

export interface PageContext {
  readonly request: Request;
  readonly origin: string;
}

/** The links of a page that counts from the start of its list, wherever this request began. */
export const pageLinks = (
  { request, origin }: PageContext,
  { limit, offset }: Window,
  count: number,
): Pick<Page, 'next' | 'previous'> => {
  const at = (start: number): string =>
    linkTo(request, origin, { limit, offset: start > 0 ? start : undefined, after: undefined });
  return {
    next: offset + limit < count ? at(offset + limit) : null,
    previous: offset > 0 ? at(Math.max(offset - limit, 0)) : null,
  };
};

/** What a page by cursor carries besides. */
export const NEXT_CURSOR = {
  next_cursor: Type.Optional(
    Type.Union([Type.String(), Type.Null()], { description: '下一页的 cursor,仅在以 cursor 翻页时返回;null 为末页' }),
  ),
};

/** Schema of a page of these rows. */
export const pageSchema = (row: TSchema, more: TProperties = {}): TObject =>
  Type.Object(
    {
      count: Type.Integer({ minimum: 0, description: '总数' }),
      next: Type.Union([Type.String(), Type.Null()], { description: '下一页' }),
      previous: Type.Union([Type.String(), Type.Null()], { description: '上一页' }),
      ...more,
      results: Type.Array(row),
    },
    { additionalProperties: false },
  );
