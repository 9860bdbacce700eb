import { Type } from '@sinclair/typebox';
import type { Response } from 'express';
import { created } from '../dialect/answer.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { route, type Route } from '../dialect/route.ts';
import { responsesWith } from '../openapi/refusals.ts';
import type { Database } from '../database.ts';
import { Problem } from '../problems/problem.ts';
import { addFile } from './fileRows.ts';
import { discardReceived, getReceived, pictureReader } from './multipart.ts';
import { subfolderOf, type PictureFolder } from './pictureFolder.ts';
import { MEDIA } from './pictures.ts';
import { mediaTypeOf, pictureTypeOf } from './pictureTypes.ts';

export interface FileRoutesOptions {
  readonly db: Database;
  readonly folder: PictureFolder;
  /** Largest picture in bytes. */
  readonly limitBytes: number;
}

const TAG = '图片';

const fileSchema = Type.Object(
  { id: Type.Integer(), url: Type.String({ description: '完整地址' }) },
  { additionalProperties: false },
);

const formSchema = Type.Object({ file: Type.Unsafe<string>({ type: 'string', format: 'binary' }) });

const keepPicture = async ({ db, folder }: FileRoutesOptions, exchange: Exchange) => {
  const file = getReceived(exchange.request);
  const type = pictureTypeOf(file.head);
  if (!type) throw new Problem('upload_type', { facts: { file: '' } });
  const name = `${file.hash}.${type.extension}`;
  await folder.keep(file, name);
  const { userId } = exchange.signedIn();
  const id = await addFile(db, { name, mediaType: type.mediaType, bytes: file.bytes, uploadedBy: userId });
  return { id, url: `${exchange.origin}${MEDIA}${name}` };
};

const uploadRoute = (options: FileRoutesOptions): Route =>
  route({
    method: 'post',
    path: '/api/common/upload/',
    summary: '上传图片 (D-12)',
    tag: TAG,
    multipart: {
      schema: formSchema,
      reader: pictureReader(options.folder, options.limitBytes),
      discard: discardReceived(options.folder),
    },
    responses: { 201: { description: '已保存的图片', schema: fileSchema } },
    handler: async (exchange) => created(await keepPicture(options, exchange)),
  });

/** A picture never changes under its name; it may be shown in a page of another port of the hospital, and runs nothing. */
const PICTURE_HEADERS = {
  'Cache-Control': 'private, max-age=31536000, immutable',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

const headersOf = (name: string, mediaType: string): Readonly<Record<string, string>> => ({
  ...PICTURE_HEADERS,
  'Content-Type': mediaType,
  ETag: `"${name.slice(0, 32)}"`,
});

interface Picture {
  readonly folder: PictureFolder;
  readonly name: string;
  readonly mediaType: string;
}

/** What sends the file says by a status that there is none, or that a condition of the request does not hold. */
const refusalOf = (cause: Error): Error => {
  const status: unknown = Reflect.get(cause, 'status');
  if (status === 412) return new Problem('picture_differs', { cause });
  return status === 500 ? cause : new Problem('not_found', { cause });
};

const sendPicture = (response: Response, { folder, name, mediaType }: Picture): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = headersOf(name, mediaType);
    const options = { root: folder.root, headers, cacheControl: false, lastModified: false, acceptRanges: false };
    response.sendFile(`${subfolderOf(name)}/${name}`, options, (error?: Error) => {
      if (!error || response.headersSent) return resolve();
      // They speak of the picture; a refusal must not be kept for a year.
      for (const header in headers) response.removeHeader(header);
      reject(refusalOf(error));
    });
  });

const mediaRoute = ({ folder }: FileRoutesOptions): Route =>
  route({
    method: 'get',
    path: `${MEDIA}{name}`,
    summary: '图片',
    tag: TAG,
    params: Type.Object({ name: Type.String({ maxLength: 80 }) }),
    responses: responsesWith(
      { 200: { description: '图片', mediaType: 'image/*' }, 304: { description: '没有变化' } },
      412,
    ),
    handler: ({ params: { name } }) => {
      const mediaType = mediaTypeOf(name);
      if (mediaType === undefined) throw new Problem('not_found');
      return { status: 200, stream: (response) => sendPicture(response, { folder, name, mediaType }) };
    },
  });

/** Uploading pictures and showing them. */
export const fileRoutes = (options: FileRoutesOptions): readonly Route[] => [uploadRoute(options), mediaRoute(options)];
