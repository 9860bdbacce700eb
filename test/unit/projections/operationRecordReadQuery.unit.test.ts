import { readHistoryQuery } from '../../../src/projections/operationRecord/readHistoryQuery.ts';

const read = (raw: Record<string, unknown>) => readHistoryQuery(raw, 'Asia/Shanghai');

it('D-16, E-HIST-01: reads filters and page, both ends of a range inclusive', () => {
  const raw = { table_name: 'basic_basicrescue', instance_id: '80', user: '王', field: 'patient__name', limit: '9999' };
  expect(read({ ...raw, start_time: '2021-06-01', end_time: '2021-06-01', offset: '5', after: '0007' })).toEqual({
    request: {
      filters: { user: '王', field: 'patient__name', from: '2021-05-31T16:00:00Z', before: '2021-06-01T16:00:00Z' },
      limit: 500,
      offset: 5,
      after: '0007',
    },
  });
  expect(read({ end_time: '2021-06-01 08:00:00' })).toMatchObject({
    request: { filters: { before: '2021-06-01T00:00:01.000Z' } },
  });
});

it('D-17: asks for 20 by default and ignores empty parameters', () => {
  expect(read({ user: '', start_time: '', limit: '', token: 't' })).toEqual({
    request: { filters: {}, limit: 20, offset: 0 },
  });
});

it.each([
  [{ who: '' }, { who: 'unknown_parameter' }],
  [{ start_time: 'soon' }, { start_time: 'time_format' }],
  [{ end_time: '2021-06-01 25:00' }, { end_time: 'time_impossible' }],
  [
    { limit: '-1', offset: 'x' },
    { limit: 'not_a_count', offset: 'not_a_count' },
  ],
  [{ user: 'a\0' }, { user: 'wrong_type' }],
])('names what is wrong with %j', (raw, problems) => {
  expect(read(raw)).toEqual({ problems });
});
