import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

const DAY_MS = 86_400_000;

/** `2014/10/22 11:15:41.000`, some days later. */
const shifted = (time: string, days: number): string => {
  const wall = Date.parse(`${time.replaceAll('/', '-').replace(' ', 'T')}Z`);
  return new Date(wall + days * DAY_MS).toISOString().slice(0, 23).replaceAll('-', '/').replace('T', ' ');
};

const shiftedRow = (row: string, days: number): string => {
  const [key = '', activity = '', time = '', ...rest] = row.split(';');
  return [`${key}-${days}`, activity, shifted(time, days), ...rest].join(';');
};

/**
 * Writes a log of the same shape, so many times as long: other cases, on other days, with every row that is not mapped.
 * @param from a log whose first three columns are case, activity and time
 */
export const lengthenLog = async (from: string, to: string, copies: number): Promise<void> => {
  const [heading = '', ...rows] = (await readFile(from, 'utf8')).trimEnd().split(/\r?\n/);
  const out = createWriteStream(to);
  out.write(`${heading}\n`);
  for (let copy = 1; copy <= copies; copy += 1) {
    const lines = rows.map((row) => shiftedRow(row, copy)).join('\n');
    if (!out.write(`${lines}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
};
