import type { MetricKey } from '../../../src/domain/catalogue/intervals.ts';
import type { CaseFacts, CaseValues } from '../../../src/domain/catalogue/intervals/facts.ts';
import { measure } from '../../../src/domain/catalogue/measure.ts';
import { at, ecgRow, factsWith, measured, metricOf } from '../../support/caseFacts.ts';

const ARRIVED = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';
const ONSET = 'patient.disease_time';
const FMC = 'patient.first_touch_time';
const UNKNOWN_FMC = 'patient.un_first_touch_time';
const WIRE = 'special_treat.wire_pass_time';
const STENT = 'special_treat.stent_release_time';
const HERE = 'special_treat.stemi';
const BEFORE = 'patient.inside_rescue_info_chestpain';

const stemi: CaseValues = { first_diagnosis: '1', [`${HERE}.stemi_treat_method`]: '1' };
const times = { [ARRIVED]: at('01:00:00'), [FMC]: at('00:40:00'), [WIRE]: at('02:10:00') };
const chestpain = (key: MetricKey, values: CaseValues) => measured('chestpain', key, values);

describe('wire (clinical.md 1.3, D-23)', () => {
  it.each<[string, CaseValues, string, boolean]>([
    ['primary PCI', { ...stemi, ...times }, 'ok', false],
    ['urgent NSTEMI', { first_diagnosis: '2', 'special_treat.acs_invasive_strategy': '1', ...times }, 'ok', false],
    ['urgent UA', { first_diagnosis: '3', 'special_treat.acs_invasive_strategy': '1', ...times }, 'ok', false],
    [
      'NSTEMI within 24 h, wire passed',
      { first_diagnosis: '2', 'special_treat.acs_invasive_strategy': '2', ...times },
      'ok',
      true,
    ],
    ['a wire without a tick', { first_diagnosis: '3', ...times }, 'ok', true],
    ['lysis, then a wire', { first_diagnosis: '1', [`${HERE}.stemi_treat_method`]: '2', ...times }, 'ok', true],
    ['dissection with a wire', { first_diagnosis: '4', ...times }, 'not_applicable', false],
    ['lysis', { first_diagnosis: '1', [`${HERE}.stemi_treat_method`]: '2' }, 'not_applicable', false],
    ['a strategy without a diagnosis', { 'special_treat.acs_invasive_strategy': '1' }, 'not_applicable', false],
  ])('%s', (_name, values, status, isUnticked) => {
    expect(chestpain('D2W', values)).toMatchObject({ status, isUnticked });
    expect(chestpain('F2W', values)).toMatchObject({ status, isUnticked });
    expect(chestpain('CATHACT', values).status === 'not_applicable').toBe(status === 'not_applicable');
  });

  it('in-hospital onset has no door, but a first contact (1.1 rule 9)', () => {
    const values = { ...stemi, ...times, 'patient.come_from': '4' };
    expect(chestpain('D2W', values).status).toBe('not_applicable');
    expect(chestpain('F2W', values)).toMatchObject({ status: 'ok', value: 90 });
  });

  it('starts at the own gate or what stands in for it, ends at the wire or the stent, always marked', () => {
    expect(chestpain('D2W', { ...stemi, ...times, [STENT]: at('03:00:00') })).toMatchObject({ value: 70 });
    expect(chestpain('D2W', { ...stemi, [TRIAGE]: at('01:05:00'), [STENT]: at('02:15:00') })).toMatchObject({
      value: 70,
      startFallback: TRIAGE,
      endFallback: STENT,
    });
    expect(chestpain('D2W', { ...stemi, ...times }).endFallback).toBeUndefined();
  });

  it.each([
    [1440, 'ok'],
    [1441, 'implausible'],
    [-1, 'negative'],
  ])('%i minutes: %s', (minutes, status) => {
    const wired = new Date(Date.parse(at('01:00:00')) + minutes * 60_000).toISOString();
    expect(chestpain('D2W', { ...stemi, ...times, [WIRE]: wired })).toMatchObject({ status });
  });
});

describe('first medical contact (clinical.md 1.3)', () => {
  const ended = {
    ...{ ...stemi, ...times, [ONSET]: at('00:10:00'), 'special_treat.first_drug_time': at('01:05:00') },
  };
  const ecg = { pre_ecg: [ecgRow(at('00:45:00'), at('00:50:00'))] };
  const measuredWith = (key: MetricKey, values: CaseValues) =>
    measure(metricOf('chestpain', key), factsWith(values, ecg));

  it.each([
    ['S2FMC', 30],
    ['FMC2ECG', 5],
    ['F2W', 90],
    ['FMC2DAPT', 25],
  ] as const)(
    '%s: %i minutes, missing_start when the contact is unknown, whichever way that is said',
    (key, minutes) => {
      expect(measuredWith(key, ended)).toMatchObject({ status: 'ok', value: minutes });
      expect(measuredWith(key, { ...ended, [UNKNOWN_FMC]: false })).toMatchObject({ status: 'ok' });
      expect(measuredWith(key, { ...ended, [UNKNOWN_FMC]: true })).toMatchObject({
        status: 'missing_start',
        value: null,
      });
      expect(measuredWith(key, { ...ended, [UNKNOWN_FMC]: at('00:30:00') }).status).toBe('missing_start');
    },
  );

  it('S2FMC is of STEMI, and knows an onset by the part of the day (D-22)', () => {
    expect(chestpain('S2FMC', { ...ended, first_diagnosis: '2' }).status).toBe('not_applicable');
    expect(chestpain('S2FMC', { ...ended, 'patient.is_null_attack_detail_time': true }).status).toBe('zone_only');
    expect(chestpain('S2FMC', { ...stemi, [ONSET]: at('00:10:00') }).status).toBe('missing_end');
  });

  it('FMC2ECG is of all chest pain, FMC2DAPT of ACS', () => {
    expect(chestpain('FMC2ECG', {}).status).toBe('missing_start');
    expect(chestpain('FMC2DAPT', { first_diagnosis: '4' }).status).toBe('not_applicable');
    expect(['1', '2', '3'].map((first_diagnosis) => chestpain('FMC2DAPT', { first_diagnosis }).status)).toEqual(
      Array.from({ length: 3 }, () => 'missing_start'),
    );
  });
});

describe('the first ECG (clinical.md 1.3)', () => {
  const values = { ...stemi, [FMC]: at('00:40:00') };
  const both = (ecg: Partial<CaseFacts['ecg']>) => {
    const facts = factsWith(values, ecg);
    return [measure(metricOf('chestpain', 'FMC2ECG'), facts), measure(metricOf('chestpain', 'ECG2DX'), facts)];
  };

  it('is the earliest of both lists, read when that same one was read', () =>
    expect(
      both({
        pre_ecg: [ecgRow(null, at('00:41:00')), ecgRow(at('00:55:00'), at('00:56:00'))],
        inside_ecg: [ecgRow(at('00:59:00')), ecgRow(at('00:50:00'), at('01:02:00'))],
      }),
    ).toMatchObject([{ value: 10 }, { value: 12 }]));

  it('has no diagnosis of its own when only a later one was read', () =>
    expect(
      both({ pre_ecg: [ecgRow(at('00:50:00'))], inside_ecg: [ecgRow(at('00:52:00'), at('00:55:00'))] }),
    ).toMatchObject([{ value: 10 }, { status: 'missing_end' }]));

  it('is missing without a time of taking', () =>
    expect(both({ pre_ecg: [ecgRow(null, at('00:50:00'))] })).toMatchObject([
      { status: 'missing_end' },
      { status: 'missing_start' },
    ]));
});

describe('lysis (clinical.md 1.3)', () => {
  const sifted = { first_diagnosis: '1', [`${HERE}.is_sift`]: true, [ARRIVED]: at('01:00:00'), [FMC]: at('00:20:00') };
  const sentLysed = { first_diagnosis: '1', [`${BEFORE}.is_sift`]: true, [FMC]: at('00:20:00') };

  it.each<[string, CaseValues, object]>([
    ['in the hospital, from the gate', { ...sifted, [`${HERE}.lysis_start_time`]: at('01:25:00') }, { value: 25 }],
    [
      'before arrival, from the first contact',
      { ...sentLysed, [`${BEFORE}.lysis_start_time`]: at('00:50:00') },
      { value: 30 },
    ],
    [
      'before arrival, the gate known too',
      { ...sentLysed, [ARRIVED]: at('01:00:00'), [`${BEFORE}.lysis_start_time`]: at('00:50:00') },
      { value: 30 },
    ],
    [
      'kept as before arrival, given after it',
      { ...sentLysed, [ARRIVED]: at('00:45:00'), [`${BEFORE}.lysis_start_time`]: at('00:50:00') },
      { value: 5 },
    ],
    [
      'before arrival, contact unknown',
      { ...sentLysed, [UNKNOWN_FMC]: true, [`${BEFORE}.lysis_start_time`]: at('00:50:00') },
      { status: 'missing_start' },
    ],
    ['not given yet', sifted, { status: 'missing_end', start: at('01:00:00') }],
    ['before arrival, not given yet', sentLysed, { status: 'missing_end', start: at('00:20:00') }],
    [
      'given in the hospital before the gate',
      { ...sifted, [`${HERE}.lysis_start_time`]: at('00:50:00') },
      { status: 'negative', raw: -10 },
    ],
    [
      'no fallback for the gate',
      { ...sifted, [ARRIVED]: undefined, [TRIAGE]: at('01:02:00') },
      { status: 'missing_start' },
    ],
    ['not chosen', { ...sifted, [`${HERE}.is_sift`]: false }, { status: 'not_applicable' }],
    ['NSTEMI', { ...sifted, first_diagnosis: '2' }, { status: 'not_applicable' }],
    ['onset in hospital', { ...sifted, 'patient.come_from': '4' }, { status: 'not_applicable' }],
  ])('D2N %s', (_name, values, expected) => expect(chestpain('D2N', values)).toMatchObject(expected));

  it.each<[string, CaseValues, object]>([
    [
      'in the hospital',
      { [`${HERE}.lysis_start_time`]: at('01:00:00'), [`${HERE}.lysis_affect_time`]: at('05:00:00') },
      { value: 240 },
    ],
    [
      'lysed before arrival, angiography here',
      { [`${BEFORE}.lysis_start_time`]: at('01:00:00'), [`${HERE}.lysis_affect_time`]: at('05:00:00') },
      { value: 240 },
    ],
    [
      'of one record: before arrival, lysed again here',
      {
        [`${BEFORE}.lysis_start_time`]: at('01:00:00'),
        [`${BEFORE}.lysis_affect_time`]: at('03:30:00'),
        [`${HERE}.lysis_start_time`]: at('04:00:00'),
      },
      { value: 150 },
    ],
    [
      'of one record: here, where both are whole',
      {
        [`${BEFORE}.lysis_start_time`]: at('01:00:00'),
        [`${BEFORE}.lysis_affect_time`]: at('03:30:00'),
        [`${HERE}.lysis_start_time`]: at('04:00:00'),
        [`${HERE}.lysis_affect_time`]: at('07:00:00'),
      },
      { value: 180 },
    ],
    ['none yet', { [`${HERE}.lysis_start_time`]: at('01:00:00') }, { status: 'missing_end' }],
    ['not lysed', { [`${HERE}.lysis_affect_time`]: at('05:00:00') }, { status: 'not_applicable' }],
  ])('L2ANGIO %s', (_name, values, expected) => expect(chestpain('L2ANGIO', values)).toMatchObject(expected));
});

describe('transfer, laboratory, consent (clinical.md 1.3)', () => {
  const sent = {
    'patient.come_from': '2',
    'patient.into_tran_hos_time': at('00:10:00'),
    'patient.leave_tran_hos_time': at('00:50:00'),
  };
  const trop = { 'assist_examination.biomarker_time': at('01:00:00') };
  const talked = {
    'special_treat.surgery_talk_time': at('01:00:00'),
    'special_treat.surgery_sign_time': at('01:07:00'),
  };

  it.each<[string, MetricKey, CaseValues, object]>([
    ['of a transfer', 'DIDO', sent, { value: 40 }],
    ['of who came otherwise', 'DIDO', { ...sent, 'patient.come_from': '1' }, { status: 'not_applicable' }],
    ['arrival there unknown', 'DIDO', { ...sent, 'patient.un_into_tran_hos_time': true }, { status: 'not_applicable' }],
    [
      'departure there unknown',
      'DIDO',
      { ...sent, 'patient.un_leave_tran_hos_time': true },
      { status: 'not_applicable' },
    ],
    ['flags taken back', 'DIDO', { ...sent, 'patient.un_leave_tran_hos_time': false }, { status: 'ok' }],
    [
      'sampled and reported',
      'TROP',
      { ...trop, 'assist_examination.biomarker_report_time': at('01:20:00') },
      { value: 20 },
    ],
    ['sampled', 'TROP', trop, { status: 'missing_end' }],
    ['reported', 'TROP', { 'assist_examination.biomarker_report_time': at('01:20:00') }, { status: 'missing_start' }],
    ['not done', 'TROP', {}, { status: 'not_applicable' }],
    ['PCI by its start', 'CONSENT', { ...talked, 'special_treat.pci_time': at('02:00:00') }, { value: 7 }],
    ['PCI by the wire', 'CONSENT', { ...talked, [WIRE]: at('02:00:00') }, { value: 7 }],
    ['no PCI', 'CONSENT', talked, { status: 'not_applicable' }],
    [
      'activated',
      'CATHACT',
      { ...stemi, 'special_treat.cath_start_time': at('01:00:00'), 'special_treat.cath_activate_time': at('01:30:00') },
      { value: 30 },
    ],
  ])('%s: %s', (_name, key, values, expected) => expect(chestpain(key, values)).toMatchObject(expected));
});
