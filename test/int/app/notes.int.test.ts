import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFolderNote } from '../../../src/app/dataFolder/folderNote.ts';
import { readRunFile } from '../../../src/app/dataFolder/runFile.ts';
import { cleanUp, createFolder } from '../../support/greenlaneProcess.ts';

let folder: string;

beforeAll(async () => void (folder = await createFolder()));
afterAll(() => cleanUp([folder]));

describe('a file of the data folder that is damaged is named, with what to do', () => {
  it.each(['', 'no JSON', '{}', 'null', '{"folder":7}', '{"folder":""}'])(
    'postgres.json that holds %j',
    async (text) => {
      await writeFile(join(folder, 'postgres.json'), text);
      const problem = `${join(folder, 'postgres.json')} cannot be used: it is damaged; it should hold {"folder": "…"}`;
      await expect(readFolderNote(folder)).rejects.toThrow(problem);
    },
  );

  it.each(['', 'no JSON', '{}', 'null', '{"postgres":{"pid":1}}'])('run.json that holds %j', async (text) => {
    await writeFile(join(folder, 'run.json'), text);
    const problem = `${join(folder, 'run.json')} cannot be used: it is damaged; stop every greenlane of this folder`;
    await expect(readRunFile(folder)).rejects.toThrow(problem);
  });
});
