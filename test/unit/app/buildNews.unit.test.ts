import { createBuildNews } from '../../../src/app/buildNews.ts';

const BUILDING =
  'Building the read models cases, users anew from 12,345 events; `greenlane projections status` shows how far';

const told = (tellOf: (news: ReturnType<typeof createBuildNews>) => void): readonly string[] => {
  const lines: string[] = [];
  tellOf(createBuildNews((line) => void lines.push(line)));
  return lines;
};

describe('what the console says of read models that are built anew', () => {
  it('is said once, however often it is tried', () =>
    expect(
      told(({ building, built }) => {
        building(['cases', 'users'], 12_345);
        building(['cases', 'users'], 12_346);
        built();
      }),
    ).toEqual([BUILDING, 'The read models are built']));

  it('is said again when they have to be built again, and without a number where the store knows none', () =>
    expect(
      told(({ building, built }) => {
        building(['cases'], undefined);
        built();
        building(['cases'], undefined);
      }),
    ).toEqual(
      [1, 2, 1].map((kind) =>
        kind === 1
          ? 'Building the read models cases anew from the log; `greenlane projections status` shows how far'
          : 'The read models are built',
      ),
    ));
});
