import type { Checkpoint } from '../../../src/projections/checkpoints.ts';
import { standingOf } from '../../../src/projections/checkpoints.ts';
import { otherZoneOf } from '../../../src/projections/otherZone.ts';
import type { ReadModel } from '../../../src/projections/projection.ts';
import { STATES, STATES_VERSION } from '../../../src/projections/schema.ts';

const model = (name: string, version = 1): ReadModel => ({
  name,
  version,
  tables: [],
  createTables: async () => undefined,
  createIndexes: async () => undefined,
  apply: async () => undefined,
});

const ZONE = 'Asia/Shanghai';

const at = (name: string, position = '5', version = 1): Checkpoint => ({
  ...{ name, version, position },
  generation: 1,
  tables: [],
  isWhole: true,
  zone: ZONE,
  lastEvent: null,
});

const states = (position = '5', version = STATES_VERSION) => ({ ...at(STATES.name, position, version), zone: null });

const names = (checkpoints: readonly Checkpoint[], ...readModels: readonly ReadModel[]) => {
  const { live, outdated, ...rest } = standingOf(checkpoints, { readModels, zone: ZONE });
  return { ...rest, live: live.map(({ name }) => name), outdated: outdated.map(({ name }) => name) };
};

it('knows no position before anything was installed', () => {
  expect(names([], model('a'))).toEqual({
    position: undefined,
    live: [],
    outdated: ['a'],
    statesOutdated: false,
    newer: [],
  });
});

it('runs read models of the same version that stand where the folded patients stand', () => {
  expect(names([states(), at('a')], model('a'))).toMatchObject({ position: '5', live: ['a'], outdated: [] });
});

it('builds read models that are missing, of another version, or left behind by a runner that did not know them', () => {
  const found = names([states(), at('b', '5', 1), at('c', '4')], model('a'), model('b', 2), model('c'));
  expect(found).toMatchObject({ live: [], outdated: ['a', 'b', 'c'], newer: [] });
});

it('runs nothing while the folded patients are of another shape', () => {
  const found = names([states('5', STATES_VERSION - 1), at('a')], model('a'));
  expect(found).toMatchObject({ live: [], outdated: ['a'], statesOutdated: true });
});

it('builds read models that lack a table, and all where the folded patients lack theirs', () => {
  const lost = { ...at('b'), isWhole: false };
  expect(names([states(), at('a'), lost], model('a'), model('b'))).toMatchObject({ live: ['a'], outdated: ['b'] });
  const found = names([{ ...states(), isWhole: false }, at('a')], model('a'));
  expect(found).toMatchObject({ live: [], outdated: ['a'], statesOutdated: true });
});

it('names what a newer release has raised', () => {
  expect(names([states('5', STATES_VERSION + 1), at('a', '5', 2)], model('a')).newer).toEqual([STATES.name, 'a']);
});

it('builds read models of another zone, and keeps the folded patients and rows whose zone nobody noted', () => {
  const found = names(
    [states(), { ...at('a'), zone: 'Asia/Tokyo' }, { ...at('b'), zone: null }],
    model('a'),
    model('b'),
  );
  expect(found).toMatchObject({ position: '5', live: ['b'], outdated: ['a'], statesOutdated: false });
});

it('names the other zone of read models that this release knows', () => {
  const other = { ...at('a'), zone: 'Asia/Tokyo' };
  expect(otherZoneOf([states(), at('b'), other], { readModels: [model('b'), model('a')], zone: ZONE })).toBe(
    'Asia/Tokyo',
  );
  expect(otherZoneOf([states(), at('b'), other], { readModels: [model('b')], zone: ZONE })).toBeUndefined();
  const lost = { ...other, isWhole: false };
  expect(otherZoneOf([states(), lost], { readModels: [model('a')], zone: ZONE })).toBeUndefined();
});
