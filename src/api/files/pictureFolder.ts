import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { HEAD_BYTES } from './pictureTypes.ts';

/** Bytes that have arrived, not yet under their name. */
export interface Received {
  /** Path of the file that holds them for now. */
  readonly path: string;
  /** SHA-256, hex. */
  readonly hash: string;
  readonly bytes: number;
  readonly head: Buffer;
}

/** No upload pauses for so long: Node ends a request that does. */
const ABANDONED_MS = 3_600_000;

/** Two letters of the hash keep a folder from growing beyond what tools can list. */
export const subfolderOf = (name: string): string => name.slice(0, 2);

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeAll = async (handle: FileHandle, source: Readable): Promise<Omit<Received, 'path'>> => {
  const hash = createHash('sha256');
  let head: Buffer = Buffer.alloc(0);
  let bytes = 0;
  // A fault of the disk must not destroy the stream: whoever gave it would hear of that first, and take it for the cause.
  for await (const chunk of source.iterator({ destroyOnReturn: false })) {
    const part = Buffer.from(chunk);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, part.subarray(0, HEAD_BYTES)]);
    hash.update(part);
    bytes += part.length;
    await handle.appendFile(part);
  }
  await handle.sync();
  return { hash: hash.digest('hex'), bytes, head };
};

/** Pictures in the data folder, each under the hash of its content. */
export class PictureFolder {
  /** @param root `DATA_DIR/media` */
  constructor(readonly root: string) {}

  /** Makes the folder, so that a backup finds it before the first picture comes. */
  async make(): Promise<void> {
    await mkdir(this.root, { recursive: true });
  }

  /** Writes what arrives to the disk, down to the platter. @throws what the stream or the disk throws; nothing is left then */
  async receive(source: Readable): Promise<Received> {
    const incoming = join(this.root, 'incoming');
    await mkdir(incoming, { recursive: true });
    const path = join(incoming, randomUUID());
    const handle = await open(path, 'wx', 0o640);
    try {
      return { path, ...(await writeAll(handle, source)) };
    } catch (error) {
      await this.discard(path);
      throw error;
    } finally {
      await handle.close();
    }
  }

  /** Gives received bytes their name for good; the same content arriving again changes nothing. */
  async keep({ path }: Received, name: string): Promise<void> {
    const folder = join(this.root, subfolderOf(name));
    await mkdir(folder, { recursive: true });
    await rename(path, join(folder, name));
    await syncFolder(folder);
    await syncFolder(this.root);
  }

  async discard(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** Removes what was still arriving when some process ended; another one that shares the folder may be receiving now. */
  async clear(): Promise<void> {
    const incoming = join(this.root, 'incoming');
    const names = await readdir(incoming).catch(() => []);
    for (const name of names) {
      const found = await stat(join(incoming, name)).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await this.discard(join(incoming, name));
    }
  }
}
