import type { NewEvent } from '../port.ts';
import { integerArray, separatorFor, textArray } from '../arrays.ts';

/** One append as it was asked for. */
export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: number;
}

interface How {
  /** Looks every id up, which costs more. */
  readonly judgeEach: boolean;
  /** Sends a notice to whoever listens. */
  readonly tell: boolean;
}

/** The call of `eventstore.append_batch` for a batch; its parameters are described there. */
export const appendStatement = (batch: readonly Append[], { judgeEach, tell }: How) => ({
  name: 'eventstore.append',
  text: 'select * from eventstore.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
  rowMode: 'array' as const,
  values: [...appendValues(batch, judgeEach), ...eventValues(batch), tell],
});

const appendValues = (batch: readonly Append[], judgeEach: boolean): readonly unknown[] => {
  const streams = batch.map(({ stream }) => stream);
  return [
    !judgeEach && new Set(streams).size === streams.length,
    textArray(streams),
    integerArray(batch.map(({ expected }) => expected)),
    integerArray(batch.map(({ events }) => events.length)),
  ];
};

const eventValues = (batch: readonly Append[]): readonly unknown[] => {
  const events = batch.flatMap((append) => append.events);
  const data = events.map((event) => event.data);
  const metadata = events.map((event) => event.metadata);
  const separator = separatorFor([...data, ...metadata]);
  return [
    textArray(batch.flatMap(({ stream, events: own }) => own.map(() => stream))),
    integerArray(batch.flatMap(({ expected, events: own }) => own.map((_, index) => expected + 1 + index))),
    textArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    data.join(separator),
    metadata.join(separator),
    separator,
  ];
};
