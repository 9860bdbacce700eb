import { buffersFor } from '../../../src/app/embeddedPostgres/settings.ts';

describe('memory of the embedded PostgreSQL', () => {
  it.each([
    [512, 256],
    [1_024, 256],
    [4_097, 1_024],
    [8_192, 2_048],
    [65_536, 2_048],
  ])('of %d MiB it buffers pages in %d', (memory, buffers) => {
    expect(buffersFor(memory)).toBe(buffers);
  });
});
