import type { MetricKey } from '../../../src/domain/catalogue/intervals.ts';
import type { CaseValues } from '../../../src/domain/catalogue/intervals/facts.ts';
import { at, measured } from '../../support/caseFacts.ts';

const ARRIVED = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';
const RESUS = 'assist_examination.arrive_emrescue_room_time';
const LEFT = 'assist_examination.leave_emergency_time';
const SENT_ON = 'patient.inside_roadmap.eme_trans_depart_time';
const DIED = 'patient.leave_hospital.dead_time';
const TEAM = 'patient.inside_roadmap.td_arrive_eme_time';
const ISS = 'patient.disease_evalute.eme_iss';
const IN_MICU = 'assist_examination.arrive_micu_time';
const OUT_MICU = 'patient.inside_roadmap.leave_micu_time';
const OTHER = 'patient.other_info';
const CT = 'assist_examination.ct_scan_time';
const CHEST = 'patient.inside_roadmap.chest_xray_time';
const PELVIS = 'patient.inside_roadmap.pelvic_xray_time';
const FAST = 'patient.inside_roadmap.fast_time';

const arrived = { [ARRIVED]: at('01:00:00') };
const trauma = (key: MetricKey, values: CaseValues) => measured('trauma', key, values);

describe('arrival and transport of trauma (clinical.md 1.4)', () => {
  const moved = { leave_scene_time: at('00:30:00'), ...arrived };

  it.each([
    ['1', 'ok'],
    ['2', 'ok'],
    ['3', 'not_applicable'],
    ['4', 'not_applicable'],
    [undefined, 'not_applicable'],
  ])('tranfer of who came by way %s: %s', (come_from, status) =>
    expect(trauma('tranfer', { ...moved, 'patient.come_from': come_from }).status).toBe(status),
  );

  it('tranfer is the transport itself, without a fallback for the gate', () => {
    const values = { 'patient.come_from': '1', call_time: at('00:00:00') };
    expect(trauma('tranfer', { ...values, ...moved })).toMatchObject({ value: 30 });
    expect(trauma('tranfer', { ...values, leave_scene_time: at('00:30:00'), [TRIAGE]: at('01:00:00') }).status).toBe(
      'missing_end',
    );
  });

  it.each([
    ['the gate', { ...arrived, [TRIAGE]: at('01:01:00'), [RESUS]: at('01:02:00') }, 10, undefined],
    ['triage', { [TRIAGE]: at('01:01:00'), [RESUS]: at('01:02:00') }, 9, TRIAGE],
    ['the resuscitation room', { [RESUS]: at('01:02:00') }, 8, RESUS],
  ])('arrival is %s', (_name, values, minutes, startFallback) => {
    const first = trauma('first_fast', { ...values, [FAST]: at('01:10:00') });
    expect([first.value, first.startFallback]).toEqual([minutes, startFallback]);
  });

  it('an onset in hospital has no arrival (1.1 rule 9)', () => {
    const values = {
      ...arrived,
      'patient.come_from': '4',
      [TEAM]: at('01:01:00'),
      [CT]: at('01:01:00'),
      [LEFT]: at('02:00:00'),
    };
    for (const key of ['eme_get_ready', 'ctnfast', 'eme_stop', 'first_ct_mean'] as const)
      expect(trauma(key, values).status).toBe('not_applicable');
  });
});

describe('the team (eme_get_ready)', () => {
  it.each([
    ['01:00:00', { status: 'ok', value: 0 }],
    ['01:05:59', { status: 'ok', value: 5 }],
    ['00:59:59', { status: 'ok', value: 0, early: true, raw: -1 }],
    ['00:00:00', { status: 'ok', value: 0, early: true, raw: -60 }],
    ['13:00:00', { status: 'ok', value: 720 }],
    ['13:01:00', { status: 'implausible', value: null, raw: 721 }],
  ])('at %s', (time, expected) =>
    expect(trauma('eme_get_ready', { ...arrived, [TEAM]: at(time) })).toMatchObject(expected),
  );

  it('more than an hour early is negative; in time is not early', () => {
    expect(trauma('eme_get_ready', { ...arrived, [TEAM]: '2026-11-22T23:59:59Z' })).toMatchObject({
      status: 'negative',
      value: null,
      raw: -61,
    });
    expect(trauma('eme_get_ready', { ...arrived, [TEAM]: at('01:00:00') }).early).toBeUndefined();
  });
});

describe('imaging (ctnfast)', () => {
  const all = {
    ...arrived,
    [CT]: at('01:20:00'),
    [CHEST]: at('01:46:00'),
    [PELVIS]: at('01:25:00'),
    [FAST]: at('01:05:00'),
  };

  it('ends at the latest of the four', () => expect(trauma('ctnfast', all)).toMatchObject({ status: 'ok', value: 46 }));

  it.each([CT, CHEST, PELVIS, FAST])('needs all four: without %s', (path) =>
    expect(trauma('ctnfast', { ...all, [path]: undefined })).toMatchObject({ status: 'missing_end' }),
  );

  it.each([
    ['first_ct_mean', 20],
    ['first_cxray', 46],
    ['first_pxray', 25],
    ['first_fast', 5],
  ] as const)('%s is its own: %i minutes', (key, minutes) => expect(trauma(key, all).value).toBe(minutes));
});

describe('what was ordered (D-23: nothing is due where neither end is known)', () => {
  it.each([
    ['eme_tranfusion_ready', `${OTHER}.advice_transfusion_time`, `${OTHER}.exec_transfusion_time`, 1440],
    ['airway', `${OTHER}.advice_build_airway_time`, `${OTHER}.success_build_airway_time`, 240],
    ['surg_ready', `${OTHER}.advice_eme_surg_time`, `${OTHER}.start_eme_surg_time`, 1440],
  ] as const)('%s', (key, advised, done, cap) => {
    const after = (minutes: number) => new Date(Date.parse(at('01:00:00')) + minutes * 60_000).toISOString();
    expect(trauma(key, {}).status).toBe('not_applicable');
    expect(trauma(key, { [advised]: after(0) }).status).toBe('missing_end');
    expect(trauma(key, { [done]: after(0) }).status).toBe('missing_start');
    expect(trauma(key, { [advised]: after(0), [done]: after(cap) })).toMatchObject({ status: 'ok', value: cap });
    expect(trauma(key, { [advised]: after(0), [done]: after(cap + 1) }).status).toBe('implausible');
    expect(trauma(key, { [advised]: after(0), [done]: after(-1) })).toMatchObject({ status: 'negative', raw: -1 });
  });
});

describe('the stay in the emergency department (eme_stop)', () => {
  it.each([
    ['sent on first', { [SENT_ON]: at('02:00:00'), [LEFT]: at('02:10:00'), [DIED]: at('05:00:00') }, 60],
    ['left first', { [SENT_ON]: at('02:30:00'), [LEFT]: at('02:10:00') }, 70],
    ['died there', { [DIED]: at('01:40:00') }, 40],
    ['only left', { [LEFT]: at('02:10:00') }, 70],
  ])('R4: ends at the earliest of those present: %s', (_name, values, minutes) =>
    expect(trauma('eme_stop', { ...arrived, ...values })).toMatchObject({ status: 'ok', value: minutes }),
  );

  it('R5: starts at arrival, whenever surgery was ordered', () =>
    expect(
      trauma('eme_stop', { ...arrived, [`${OTHER}.advice_eme_surg_time`]: at('01:30:00'), [LEFT]: at('03:00:00') }),
    ).toMatchObject({ start: at('01:00:00'), value: 120 }));

  it('is missing without an end', () => expect(trauma('eme_stop', arrived).status).toBe('missing_end'));
});

describe('severe trauma (A-22)', () => {
  const stay = { [IN_MICU]: at('01:00:00'), [OUT_MICU]: '2026-11-25T13:00:00Z' };

  it.each([
    [9, 'not_applicable'],
    [14, 'not_applicable'],
    [16, 'ok'],
    [75, 'ok'],
    ['9', 'not_applicable'],
    [undefined, 'not_applicable'],
  ])('R3: ISS %p, compared as a number: %s', (score, status) => {
    const values = { ...stay, [ISS]: score, 'patient.leave_hospital.hospital_day': 12 };
    for (const key of ['micu_mean', 'critical_micu_mean', 'critical_hosday_mean'] as const)
      expect(trauma(key, values).status).toBe(status);
  });

  it('the stay in the MICU is kept in minutes; without one it is not applicable (D-23)', () => {
    expect(trauma('micu_mean', { ...stay, [ISS]: 16 })).toMatchObject({ value: 3600 });
    expect(trauma('micu_mean', { [ISS]: 16 }).status).toBe('not_applicable');
    expect(trauma('micu_mean', { [ISS]: 16, [IN_MICU]: at('01:00:00') }).status).toBe('missing_end');
    expect(trauma('micu_mean', { [ISS]: 16, [OUT_MICU]: at('01:00:00') }).status).toBe('missing_start');
    expect(
      trauma('micu_mean', { [ISS]: 16, [IN_MICU]: at('01:00:00'), [OUT_MICU]: '2027-11-24T01:00:00Z' }).status,
    ).toBe('implausible');
  });
});
