import type { NewEvent } from '../port.ts';
import { integerArray, textArray } from './arrays.ts';

/** One append as it was asked for. */
export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: number;
}

/** The call of `eventstore.append` for a batch; its parameters are described there. */
export const appendStatement = (batch: readonly Append[]) => ({
  name: 'eventstore.append',
  text: 'select * from eventstore.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
  rowMode: 'array' as const,
  values: [...appendValues(batch), ...eventValues(batch)],
});

const appendValues = (batch: readonly Append[]): readonly unknown[] => {
  const streams = batch.map(({ stream }) => stream);
  return [
    new Set(streams).size === streams.length,
    textArray(streams),
    integerArray(batch.map(({ expected }) => expected)),
    integerArray(batch.map(({ events }) => events.length)),
  ];
};

const eventValues = (batch: readonly Append[]): readonly unknown[] => {
  const events = batch.flatMap((append) => append.events);
  return [
    textArray(batch.flatMap(({ stream, events: own }) => own.map(() => stream))),
    integerArray(batch.flatMap(({ expected, events: own }) => own.map((_, index) => expected + 1 + index))),
    textArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    textArray(events.map(({ data }) => data)),
    textArray(events.map(({ metadata }) => metadata)),
  ];
};
