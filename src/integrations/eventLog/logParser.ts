import { parse, type OptionsWithColumns, type Parser } from 'csv-parse';
import type { LogMap } from './logMap.ts';
import { createRowReader, type LogRow } from './logRow.ts';

/** Longer than any row of a log: a quote that is never closed must not read the whole file into memory. */
const LONGEST_ROW = 1_048_576;

/** A stream that takes CSV text and gives rows. The library's types know `on_record` of another shape with columns only. */
export const createLogParser = (map: LogMap): Parser & AsyncIterable<LogRow> => {
  const options = {
    delimiter: map.delimiter,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record: createRowReader(map),
  };
  return parse(options as unknown as OptionsWithColumns<LogRow, string[]>);
};
