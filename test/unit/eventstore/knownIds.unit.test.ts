import { KnownIds } from '../../../src/eventstore/eventStoreDb/knownIds.ts';

const STREAM = 'patient-1';

/** A stream of these ids, and how often it is read. */
const streamOf = (...ids: readonly string[]) => {
  const reads: number[] = [];
  const known = new KnownIds(async (_, from) => {
    reads.push(from);
    return ids.map((id, revision) => ({ id, revision })).slice(from);
  });
  return { known, reads };
};

describe('the ids that a stream of EventStoreDB holds', () => {
  it('are found with their revisions, read once as far as they are asked for', async () => {
    const { known, reads } = streamOf('a', 'b', 'c');
    expect(await known.revisionsOf(STREAM, 1, ['b', 'a', 'x'])).toEqual([1, 0, undefined]);
    expect(await known.revisionsOf(STREAM, 2, ['c'])).toEqual([2]);
    expect(reads).toEqual([0]);
  });

  it('are none beyond the revision that is asked for', async () => {
    const { known } = streamOf('a', 'b', 'c');
    expect(await known.revisionsOf(STREAM, 1, ['b', 'c'])).toEqual([1, undefined]);
  });

  it('are noted by an append that follows what is known, and then not read', async () => {
    const { known, reads } = streamOf('a', 'b');
    known.note(STREAM, [{ id: 'a', revision: 0 }]);
    known.note(STREAM, [{ id: 'b', revision: 1 }]);
    expect(await known.revisionsOf(STREAM, 1, ['a', 'b'])).toEqual([0, 1]);
    expect(reads).toEqual([]);
  });

  it('are all of them still when the stream is forgotten for others while it is read', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const idsOf = (stream: string, count: number) =>
      Array.from({ length: count }, (_, revision) => ({ id: `${stream} ${revision}`, revision }));
    const known = new KnownIds(async (stream, from) => {
      if (stream === STREAM) await held;
      return idsOf(stream, stream === STREAM ? 20 : 60_000).slice(from);
    });
    known.note(STREAM, idsOf(STREAM, 10));
    const reading = known.revisionsOf(STREAM, 19, [`${STREAM} 15`]);
    for (const other of ['patient-2', 'patient-3']) await known.revisionsOf(other, 59_999, []);
    release();
    expect(await reading).toEqual([15]);
    expect(await known.revisionsOf(STREAM, 19, [`${STREAM} 3`])).toEqual([3]);
  });

  it('are read again once all are forgotten', async () => {
    const { known, reads } = streamOf('a');
    known.note(STREAM, [{ id: 'gone', revision: 0 }]);
    known.forgetAll();
    expect(await known.revisionsOf(STREAM, 0, ['gone', 'a'])).toEqual([undefined, 0]);
    expect(reads).toEqual([0]);
  });

  it('include those of others that lie before an append of ours', async () => {
    const { known, reads } = streamOf('ours', 'theirs', 'ours again');
    known.note(STREAM, [{ id: 'ours', revision: 0 }]);
    known.note(STREAM, [{ id: 'ours again', revision: 2 }]);
    expect(await known.revisionsOf(STREAM, 2, ['theirs', 'ours again'])).toEqual([1, 2]);
    expect(reads).toEqual([1]);
  });
});
