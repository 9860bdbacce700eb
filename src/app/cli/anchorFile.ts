import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { StreamEnd } from '../../eventstore/audit/verifyLog.ts';
import { areNoted, readAnchors } from '../../projections/anchors.ts';
import type { Connection } from '../../projections/projection.ts';
import { CommandFailed, failedOn } from './frame.ts';
import { writeOutput } from './outputFile.ts';

const PAGE = 10_000;
const HEADER = 'stream,revision,hash';
const HASH = /^[0-9a-f]{64}$/;

type Anchors = ReadonlyMap<string, StreamEnd>;

/** The ends of the streams as the read side noted them. @throws CommandFailed before it has noted any */
export const anchorsIn = async (connection: Connection): Promise<Anchors> => {
  if (!(await areNoted(connection)))
    throw new CommandFailed('no ends of streams are noted yet: a server has to run first, which notes them');
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

/** @throws CommandFailed when the file cannot be written */
export const writeAnchorFile = (file: string, anchors: Anchors): Promise<void> => {
  const lines = [...anchors].map(([stream, { revision, hash }]) => `${stream},${revision},${hash}`);
  return writeOutput(file, [HEADER, ...lines, ''].join('\n'));
};

const endFrom = (row: readonly string[], line: number): [string, StreamEnd] => {
  const [stream = '', revision = '', hash = ''] = row;
  if (stream === '' || !/^\d+$/.test(revision) || !HASH.test(hash)) {
    throw new CommandFailed(`line ${line} is not a stream, a revision and a hash`);
  }
  return [stream, { revision: Number(revision), hash }];
};

const endsIn = async (file: string, rows: AsyncIterable<readonly string[]>): Promise<Anchors> => {
  const anchors = new Map<string, StreamEnd>();
  let line = 0;
  for await (const row of rows) {
    line += 1;
    if (line > 1) anchors.set(...endFrom(row, line));
    else if (row.join() !== HEADER)
      throw new CommandFailed(`${file} is no export of ends: its first line is not ${HEADER}`);
  }
  // Against no ends every log would be whole.
  if (anchors.size === 0) throw new CommandFailed(`${file} holds no end of a stream`);
  return anchors;
};

/** @throws CommandFailed naming the line that is no stream end, or the file and why it is of no use */
export const readAnchorFile = async (file: string): Promise<Anchors> => {
  const parser = parse({ bom: true, relax_column_count: true });
  // What goes wrong there also ends the parser, which reports it.
  pipeline(createReadStream(file), parser).catch(() => undefined);
  return endsIn(file, parser).catch(failedOn(`${file} cannot be read`));
};
