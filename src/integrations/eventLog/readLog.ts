import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError } from 'csv-parse';
import type { LogMap } from './logMap.ts';
import { createLogParser } from './logParser.ts';
import { LogUnreadable, type LogRow } from './logRow.ts';

export interface LogFile {
  readonly path: string;
  readonly map: LogMap;
  /** Told how many bytes were read since the last time. */
  readonly onBytes?: (bytes: number) => void;
}

/** Text from bytes, without its byte order mark; line ends become one character, since parser and people count lines. */
const decoding = ({ map, onBytes }: LogFile) =>
  async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
    const decoder = new TextDecoder(map.encoding, { fatal: true });
    let held = '';
    for await (const chunk of chunks) {
      onBytes?.(chunk.length);
      const text = held + decoder.decode(chunk, { stream: true });
      held = text.endsWith('\r') ? '\r' : '';
      yield text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
    }
    yield held + decoder.decode();
  };

const textAt = (error: unknown, key: string): string => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** What the person at the shell reads instead of a parser's or a system's error. */
const explained = (error: unknown, { path, map }: LogFile): unknown => {
  if (error instanceof LogUnreadable) return new LogUnreadable(`${path}: ${error.message}`);
  if (error instanceof CsvError) return new LogUnreadable(`${path} is no sound CSV: ${error.message}`, error);
  if (textAt(error, 'code') === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new LogUnreadable(`${path} is not written in ${map.encoding}; say "encoding" in the map`, error);
  if (textAt(error, 'syscall') !== '')
    return new LogUnreadable(`${path} cannot be read: ${textAt(error, 'message')}`, error);
  return error;
};

/**
 * The rows of a log, one after the other, whatever the size of the file.
 * @throws LogUnreadable naming what is wrong with the file
 */
export async function* readLog(file: LogFile): AsyncGenerator<LogRow> {
  const parser = createLogParser(file.map);
  const feeding = pipeline(createReadStream(file.path), decoding(file), parser);
  // What goes wrong there also ends the parser, which reports it below.
  feeding.catch(() => undefined);
  try {
    yield* parser;
    if (parser.info.records === 0) throw new LogUnreadable('has no heading: it is empty');
  } catch (error) {
    throw explained(error, file);
  }
}
