import type { Request, RequestHandler } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { Problem } from '../problems/problem.ts';
import type { PictureFolder, Received } from './pictureFolder.ts';

const received = new WeakMap<Request, Received>();

/** The file that `pictureReader` put on the disk for this request. @throws Problem upload_missing */
export const getReceived = (request: Request): Received => {
  const file = received.get(request);
  if (!file) throw new Problem('upload_missing', { facts: { file: '' } });
  return file;
};

/** Drops the file of this request, unless it was given its name. */
export const discardReceived =
  (folder: PictureFolder) =>
  async (request: Request): Promise<void> => {
    const file = received.get(request);
    if (file) await folder.discard(file.path);
  };

const storageIn = (folder: PictureFolder): StorageEngine => ({
  _handleFile: (request, file, done) => {
    folder.receive(file.stream).then(
      (file) => {
        received.set(request, file);
        done(null, { path: file.path, size: file.bytes });
      },
      (error: unknown) => done(error),
    );
  },
  _removeFile: (_request, file, done) => {
    folder.discard(file.path).then(() => done(null), done);
  },
});

const isOurs = (error: unknown): boolean =>
  error instanceof Problem || error instanceof MulterError || (error instanceof Error && 'syscall' in error);

/** The form parser throws plain errors for a form that breaks off or makes no sense. */
const refusalOf = (cause: unknown): unknown => (isOurs(cause) ? cause : new Problem('incomplete_body', { cause }));

/** Reads a form with one file, whatever its field is called, of at most `limitBytes`. */
export const pictureReader = (folder: PictureFolder, limitBytes: number): RequestHandler => {
  const limits = { fileSize: limitBytes, files: 1, fields: 20, parts: 21, fieldSize: 10_000 };
  const read = multer({ storage: storageIn(folder), limits }).any();
  return (request, response, next) => {
    if (!request.is('multipart/form-data')) throw new Problem('content_type');
    read(request, response, (error?: unknown) => {
      request.body = undefined;
      next(error === undefined || error === null ? undefined : refusalOf(error));
    });
  };
};
