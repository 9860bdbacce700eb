import {
  formatInstant,
  isDate,
  localDay,
  localMonth,
  parseInstant,
  startOfLocalDay,
} from '../../../src/domain/shared/times.ts';

const SHANGHAI = 'Asia/Shanghai';
const AMSTERDAM = 'Europe/Amsterdam';

describe('parseInstant (D-04)', () => {
  it.each([
    ['2026-11-23 14:02', '2026-11-23T06:02:00Z'],
    ['2026-11-23 14:02:59', '2026-11-23T06:02:59Z'],
    ['2026-11-23T14:02', '2026-11-23T06:02:00Z'],
    ['2026-11-23T14:02:59', '2026-11-23T06:02:59Z'],
    ['2026-11-23T06:02:59Z', '2026-11-23T06:02:59Z'],
    ['2026-11-23T06:02:59z', '2026-11-23T06:02:59Z'],
    ['2026-11-23T14:02:59+08:00', '2026-11-23T06:02:59Z'],
    ['2026-11-23T01:02:59-0500', '2026-11-23T06:02:59Z'],
    ['2026-11-23T14:02:59+08', '2026-11-23T06:02:59Z'],
    ['2026-11-23 11:32:59+05:30', '2026-11-23T06:02:59Z'],
    ['2026-11-23 14:02:59.999', '2026-11-23T06:02:59Z'],
    ['2026-11-23T06:02:59.999999Z', '2026-11-23T06:02:59Z'],
    ['2024-02-29 00:00', '2024-02-28T16:00:00Z'],
  ])('reads %s in Asia/Shanghai as %s, cut to whole seconds', (text, at) =>
    expect(parseInstant(text, SHANGHAI)).toEqual({ at }),
  );

  it.each(['', 'now', '2026-11-23', '2026/11/23 14:02', '2026-11-23 14', '23-11-2026 14:02', '2026-1-2 14:02'])(
    'refuses %p, which has none of the accepted forms',
    (text) => expect(parseInstant(text, SHANGHAI)).toEqual({ problem: 'time_format' }),
  );

  it.each([' 2026-11-23 14:02', '2026-11-23 14:02\n', '2026-11-23 14:02:00 +08:00', '1800-11-23 2pm'])(
    'refuses %p, which only resembles one',
    (text) => expect(parseInstant(text, SHANGHAI)).toEqual({ problem: 'time_format' }),
  );

  it.each([
    '2026-02-29 10:00',
    '2100-02-29 10:00',
    '2026-13-01 10:00',
    '2026-00-10 10:00',
    '2026-04-31 10:00',
    '2026-11-23 24:00',
    '2026-11-23 24:00:00',
    '2026-11-23 23:60',
    '2026-12-31 23:59:60',
    '2026-11-23T14:02:59+14:01',
    '2026-11-23T14:02:59+99:00',
    '2026-11-23T14:02:59+08:60',
  ])('refuses %s, which no calendar, clock or zone shows', (text) =>
    expect(parseInstant(text, SHANGHAI)).toEqual({ problem: 'time_impossible' }),
  );

  it.each([
    ['1900-01-01 00:00:00', { at: '1899-12-31T15:54:17Z' }],
    ['2100-12-31 23:59:59', { at: '2100-12-31T15:59:59Z' }],
    ['1899-12-31 23:59:59', { problem: 'time_range' }],
    ['2101-01-01 00:00:00', { problem: 'time_range' }],
    ['0001-01-01 00:00:00', { problem: 'time_range' }],
    ['2100-12-31T16:00:00Z', { problem: 'time_range' }],
    ['1900-01-01T00:00:00+14:00', { problem: 'time_range' }],
  ])('keeps to the years 1900 to 2100 on the clocks of the hospital: %s', (text, result) =>
    expect(parseInstant(text, SHANGHAI)).toEqual(result),
  );

  it.each(['2021-03-28 02:00:00', '2021-03-28 02:30', '2021-03-28 02:59:59'])(
    'refuses %s, which the clocks of Amsterdam skip',
    (text) => expect(parseInstant(text, AMSTERDAM)).toEqual({ problem: 'time_gap' }),
  );

  it.each([
    ['2021-03-28 01:59:59', '2021-03-28T00:59:59Z'],
    ['2021-03-28 03:00:00', '2021-03-28T01:00:00Z'],
    ['2021-03-28T02:30:00+01:00', '2021-03-28T01:30:00Z'],
    ['2021-10-31 01:59:59', '2021-10-30T23:59:59Z'],
    ['2021-10-31 02:00:00', '2021-10-31T00:00:00Z'],
    ['2021-10-31 02:59:59', '2021-10-31T00:59:59Z'],
    ['2021-10-31 03:00:00', '2021-10-31T02:00:00Z'],
    ['2021-10-31T02:30:00+01:00', '2021-10-31T01:30:00Z'],
  ])('takes the earlier instant where the clocks of Amsterdam repeat: %s', (text, at) =>
    expect(parseInstant(text, AMSTERDAM)).toMatchObject({ at }),
  );

  it.each([
    ['2021-10-31 01:59:59', undefined],
    ['2021-10-31 02:00:00', '2021-10-31T01:00:00Z'],
    ['2021-10-31 02:59:59', '2021-10-31T01:59:59Z'],
    ['2021-10-31 03:00:00', undefined],
    ['2021-10-31T02:30:00+02:00', undefined],
  ])('tells the later instant where the clocks of Amsterdam repeat and no offset tells which: %s', (text, later) =>
    expect(parseInstant(text, AMSTERDAM)).toEqual({ at: expect.any(String), later }),
  );

  it('refuses the gap of the summers when China had summer time', () =>
    expect(parseInstant('1986-05-04 02:30', SHANGHAI)).toEqual({ problem: 'time_gap' }));
});

describe('formatInstant (E-GEN-15)', () => {
  it.each([
    ['2026-11-23T06:02:00Z', SHANGHAI, '2026-11-23 14:02:00'],
    ['2026-12-31T16:00:00Z', SHANGHAI, '2027-01-01 00:00:00'],
    ['1969-12-31T15:59:59Z', SHANGHAI, '1969-12-31 23:59:59'],
    ['2021-03-28T00:59:59Z', AMSTERDAM, '2021-03-28 01:59:59'],
    ['2021-03-28T01:00:00Z', AMSTERDAM, '2021-03-28 03:00:00'],
    ['2021-10-31T00:59:59Z', AMSTERDAM, '2021-10-31 02:59:59'],
    ['2021-10-31T01:00:00Z', AMSTERDAM, '2021-10-31 02:00:00'],
    ['2021-04-03T15:30:00Z', 'Australia/Lord_Howe', '2021-04-04 02:00:00'],
    ['2026-11-23T06:02:07Z', 'Asia/Kathmandu', '2026-11-23 11:47:07'],
    ['2026-07-23T01:02:07Z', 'America/St_Johns', '2026-07-22 22:32:07'],
  ])('shows %s in %s as %s', (iso, zone, text) => expect(formatInstant(iso, zone)).toBe(text));

  it('agrees with the runtime every seven hours and a bit of forty years, whatever is remembered', () => {
    const runtime = new Intl.DateTimeFormat('sv-SE', {
      timeZone: AMSTERDAM,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const step = 7 * 3_600_000 + 61_000;
    const instants = Array.from({ length: 50_000 }, (_, index) => new Date(Date.UTC(1985, 0, 1) + index * step));
    const differing = instants.filter(
      (at) => formatInstant(`${at.toISOString().slice(0, 19)}Z`, AMSTERDAM) !== runtime.format(at),
    );
    expect(differing).toEqual([]);
  });

  it('gives a text that reads back as the same instant, away from overlaps', () => {
    const instants = Array.from({ length: 2_000 }, (_, index) => {
      const at = new Date(Date.UTC(1990, 0, 1) + index * 613_000_000);
      return `${at.toISOString().slice(0, 19)}Z`;
    });
    expect(instants.map((at) => parseInstant(formatInstant(at, SHANGHAI), SHANGHAI))).toEqual(
      instants.map((at) => ({ at })),
    );
  });
});

describe('local days and months (D-41)', () => {
  it('falls on the day and month of the hospital, not of UTC', () => {
    expect(localDay('2026-12-31T16:00:00Z', SHANGHAI)).toBe('2027-01-01');
    expect(localMonth('2026-12-31T15:59:59Z', SHANGHAI)).toBe('2026-12');
  });

  it.each([
    ['2021-01-01', SHANGHAI, '2020-12-31T16:00:00Z'],
    ['2021-03-28', AMSTERDAM, '2021-03-27T23:00:00Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00Z'],
    ['2021-11-07', 'America/Havana', '2021-11-07T04:00:00Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('starts %s in %s at %s, also where summer time skips midnight', (day, zone, at) =>
    expect(startOfLocalDay(day, zone)).toBe(at),
  );
});

describe('isDate', () => {
  it.each(['2024-02-29', '1900-01-01', '2100-12-31'])('accepts %s', (text) => expect(isDate(text)).toBe(true));

  it.each(['2023-02-29', '1899-12-31', '2101-01-01', '2024-2-9', '2024-04-31', '2024-02-29 00:00', '', '20240229'])(
    'refuses %p',
    (text) => expect(isDate(text)).toBe(false),
  );
});
