import { decode } from '../../../src/eventstore/codec.ts';
import { DecidedStates } from '../../../src/eventstore/decidedStates.ts';
import { encode } from '../../../src/eventstore/encode.ts';
import { NO_STREAM } from '../../../src/eventstore/port.ts';

const stream = 'patient-1';
const origin = {
  user: 'nurse',
  client: 'web',
  correlationId: 'c',
  causationId: '8e3b9a6e-33a4-4b3c-9d0c-5b6d2a3f1c11',
} as const;

const append = (tail: { revision: number; lastHash?: string }, path: string) => {
  const { events, tail: end } = encode([{ type: 'MilestoneCleared', data: { path } }], {
    stream,
    tail,
    origin,
    now: new Date(0),
  });
  const [event] = events;
  if (!event) throw new Error('nothing was encoded');
  return { event: decode({ ...event, stream, revision: end.revision, position: '1' }), tail: end };
};

const first = append({ revision: NO_STREAM }, 'a');
const second = append(first.tail, 'b');

describe('the states that commands were decided on (D-36)', () => {
  it('are handed to who folds the event that came of it, once', () => {
    const decided = new DecidedStates<string>();
    decided.keep(stream, { state: 'before b', ...first.tail });
    expect(decided.take(second.event)).toBe('before b');
    expect(decided.take(second.event)).toBeUndefined();
  });

  it('are not taken for those of another history of the stream (D-33)', () => {
    const decided = new DecidedStates<string>();
    decided.keep(stream, { state: 'before b', ...append({ revision: NO_STREAM }, 'other').tail });
    expect(decided.take(second.event)).toBeUndefined();
  });

  it('are not taken for those of another revision', () => {
    const decided = new DecidedStates<string>();
    decided.keep(stream, { state: 'before c', ...second.tail });
    expect(decided.take(second.event)).toBeUndefined();
  });
});
