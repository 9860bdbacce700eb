import { buffersFor } from '../../../src/app/embeddedPostgres/settings.ts';

describe('memory of the embedded PostgreSQL', () => {
  it.each([
    [512, 256],
    [1_024, 256],
    [4_097, 1_024],
    [8_192, 2_048],
    [16_384, 4_096],
    [65_536, 8_192],
  ])('of %d MiB it buffers pages in %d', (memory, buffers) => {
    expect(buffersFor(memory)).toBe(buffers);
  });
});
