import { untilShown } from '../../support/untilShown.ts';

const shown = (isInTime: boolean) => ({
  store: { end: async () => '7' },
  progress: { waitFor: async () => isInTime },
});

describe('waiting for the read models in a test', () => {
  it('ends when they show the whole log', () => expect(untilShown(shown(true), 5)).resolves.toBeUndefined());

  it('fails when they are late, so that nothing is compared with what is not there yet', () =>
    expect(untilShown(shown(false), 5)).rejects.toThrow('have not come to position 7 within 5 ms'));
});
