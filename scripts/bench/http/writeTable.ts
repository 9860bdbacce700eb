import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

const BEGIN = '<!-- table of `npm run bench` -->';
const END = '<!-- end of the table -->';

const machine = (): string => {
  const [first] = cpus();
  return `Node.js ${process.version}, ${cpus().length} × ${first?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}`;
};

/** Puts the table between its marks, or at the end of a file that has none; what people wrote around it stays. */
export const writeTable = async (path: string, lines: readonly string[]): Promise<void> => {
  const text = await readFile(path, 'utf8').catch(() => '# Performance\n');
  const block = [BEGIN, '', ...lines, '', machine(), '', END].join('\n');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  const isMarked = begin >= 0 && end > begin;
  const after = isMarked
    ? text.slice(0, begin) + block + text.slice(end + END.length)
    : `${text.trimEnd()}\n\n${block}\n`;
  await writeFile(path, after);
};
