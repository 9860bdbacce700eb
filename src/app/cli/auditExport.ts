import { Identifiers } from '../identifiers.ts';
import { anchorsIn, writeAnchorFile } from './anchorFile.ts';
import type { Frame, Register } from './frame.ts';
import { requireWritable } from './outputFile.ts';
import { withSystem } from './withSystem.ts';

const exportTo = async (file: string, frame: Frame): Promise<void> => {
  await requireWritable(file);
  await withSystem({ frame, client: 'cli', as: undefined, needs: 'log and read models' }, async ({ container }) => {
    const anchors = await anchorsIn(container.get(Identifiers.pool));
    await writeAnchorFile(file, anchors);
    frame.console.tell(`${anchors.size} stream ends written to ${file}`);
  });
};

/** Writes the ends of all streams to a file, to be kept where nobody who can change the database can change it (D-33). */
export const registerAnchorExport: Register = (audit, frame) => {
  audit
    .command('export')
    .argument('<file>', 'CSV: stream, revision, hash')
    .description('write the noted end of every stream to a file, to be kept outside the database')
    .action((file: string) => exportTo(file, frame));
};
