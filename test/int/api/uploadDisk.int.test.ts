import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pictureReader } from '../../../src/api/files/multipart.ts';
import { PictureFolder } from '../../../src/api/files/pictureFolder.ts';
import { problemOf } from '../../../src/api/problems/problemOf.ts';
import { startHttpServer } from '../../../src/app/server.ts';

const full = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' }));

let root: string;
let restore: () => void;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'greenlane-disk-'));
  const handle = await open(join(root, 'any'), 'w');
  const files = Object.getPrototypeOf(handle);
  const { appendFile } = files;
  await handle.close();
  restore = () => void Object.assign(files, { appendFile });
  Object.assign(files, { appendFile: full });
});

afterAll(async () => {
  restore();
  await rm(root, { recursive: true });
});

const codeOfUpload = async (bytes: number): Promise<string> => {
  const errors: unknown[] = [];
  const read = pictureReader(new PictureFolder(root), 10_000_000);
  const app = express().use((request, response) =>
    read(request, response, (error: unknown) => {
      errors.push(error);
      response.end();
    }),
  );
  const http = await startHttpServer({ app, host: '127.0.0.1', port: 0, drainMs: 1_000 });
  const form = new FormData();
  form.append('file', new Blob([Buffer.alloc(bytes)]), 'a.png');
  await fetch(`http://127.0.0.1:${http.port}/`, { method: 'POST', body: form }).finally(() => http.stop());
  return problemOf(errors[0]).code;
};

describe('an upload onto a full disk', () => {
  it.each([1_000, 200_000, 5_000_000])(
    'of %d bytes is not said to be incomplete, and leaves nothing',
    async (bytes) => {
      expect(await codeOfUpload(bytes)).toBe('store_unavailable');
      expect(await readdir(join(root, 'incoming'))).toEqual([]);
    },
  );
});
