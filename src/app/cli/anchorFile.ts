import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse';
import type { StreamEnd } from '../../eventstore/audit/verifyLog.ts';
import { readAnchors } from '../../projections/anchors.ts';
import type { Connection } from '../../projections/projection.ts';
import { CommandFailed } from './frame.ts';

const PAGE = 10_000;
const HEADER = 'stream,revision,hash';
const HASH = /^[0-9a-f]{64}$/;

type Anchors = ReadonlyMap<string, StreamEnd>;

/** The ends of the streams as the read side noted them. */
export const anchorsIn = async (connection: Connection): Promise<Anchors> => {
  const anchors = new Map<string, StreamEnd>();
  let after = '';
  for (;;) {
    const page = await readAnchors(connection, { after, limit: PAGE });
    for (const { stream, revision, hash } of page) anchors.set(stream, { revision, hash });
    const last = page.at(-1);
    if (!last) return anchors;
    after = last.stream;
  }
};

export const writeAnchorFile = (file: string, anchors: Anchors): Promise<void> => {
  const lines = [...anchors].map(([stream, { revision, hash }]) => `${stream},${revision},${hash}`);
  return writeFile(file, [HEADER, ...lines, ''].join('\n'));
};

const endFrom = (row: readonly string[], line: number): [string, StreamEnd] => {
  const [stream = '', revision = '', hash = ''] = row;
  if (stream === '' || !/^\d+$/.test(revision) || !HASH.test(hash)) {
    throw new CommandFailed(`line ${line} is not a stream, a revision and a hash`);
  }
  return [stream, { revision: Number(revision), hash }];
};

/** @throws CommandFailed naming the line that is no stream end */
export const readAnchorFile = async (file: string): Promise<Anchors> => {
  const anchors = new Map<string, StreamEnd>();
  const rows: AsyncIterable<readonly string[]> = createReadStream(file).pipe(parse({ from_line: 2 }));
  let line = 2;
  for await (const row of rows) {
    anchors.set(...endFrom(row, line));
    line += 1;
  }
  return anchors;
};
