import { join } from 'node:path';
import { has, readNote } from './readNote.ts';

interface FolderNote {
  readonly folder: string;
}

const isWhole = (value: unknown): value is FolderNote =>
  has(value, 'folder', (folder) => typeof folder === 'string' && folder !== '');

const advice =
  'it should hold {"folder": "…"} with the folder of the database, which is "postgres" unless the first start said otherwise';

export const folderNoteOf = (dataFolder: string): string => join(dataFolder, 'postgres.json');

/** The folder of the database as the first start noted it, maybe relative; undefined before that. @throws Unusable */
export const readFolderNote = async (dataFolder: string): Promise<string | undefined> =>
  (await readNote(folderNoteOf(dataFolder), { isWhole, advice }))?.folder;
