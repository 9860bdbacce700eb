import type { LogMap } from './logMap.ts';

/** The log's file cannot be used; the message says why, for the person at the shell. */
export class LogUnreadable extends Error {
  override readonly name = 'LogUnreadable';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** One row of a log, only what the map asks for; a cell that is not there is empty. */
export interface LogRow {
  /** Its first, where a quoted cell has several. */
  readonly line: number;
  readonly caseKey: string;
  readonly activity: string;
  readonly time: string;
  /** In the order of the map's `patient`. */
  readonly patient: readonly string[];
  /** It has more or fewer cells than the heading, so that nobody knows which cell is which. */
  readonly isBroken: boolean;
}

/** Where the columns stand. */
interface Places {
  readonly width: number;
  readonly caseKey: number;
  readonly activity: number;
  readonly time: number;
  readonly patient: readonly number[];
}

const placeOf = (heading: readonly string[], column: string): number => {
  const place = heading.indexOf(column);
  if (place < 0) throw new LogUnreadable(`has no column "${column}"; its columns are ${heading.join(', ')}`);
  if (heading.lastIndexOf(column) !== place) throw new LogUnreadable(`has two columns "${column}"`);
  return place;
};

const placesOf = (heading: readonly string[], { delimiter, ...map }: LogMap): Places => {
  if (heading.length === 1 && heading[0] !== map.caseKey)
    throw new LogUnreadable(`has one column only; is "${delimiter}" the right "delimiter"?`);
  return {
    width: heading.length,
    caseKey: placeOf(heading, map.caseKey),
    activity: placeOf(heading, map.activity),
    time: placeOf(heading, map.time),
    patient: [...map.patient.values()].map((column) => placeOf(heading, column)),
  };
};

const rowOf = (cells: readonly string[], places: Places, line: number): LogRow => ({
  line,
  caseKey: cells[places.caseKey] ?? '',
  activity: cells[places.activity] ?? '',
  time: cells[places.time] ?? '',
  patient: places.patient.map((place) => cells[place] ?? ''),
  isBroken: cells.length !== places.width,
});

const LINE_END = /[\r\n]/g;

/** The parser has come to the last line of a row; those within its quoted cells lie before that. */
const firstLine = (cells: readonly string[], last: number): number =>
  cells.reduce((line, cell) => line - (cell.match(LINE_END)?.length ?? 0), last);

/**
 * For the parser: takes the heading from the first record, then turns cells into rows.
 * @throws LogUnreadable naming the column that is missing
 */
export const createRowReader = (map: LogMap) => {
  let places: Places | undefined;
  return (cells: readonly string[], { lines }: { readonly lines: number }): LogRow | null => {
    if (places) return rowOf(cells, places, firstLine(cells, lines));
    places = placesOf(cells, map);
    return null;
  };
};
