import type { MetricKey } from '../../../src/domain/catalogue/intervals.ts';
import type { CaseValues } from '../../../src/domain/catalogue/intervals/facts.ts';
import { at, measured } from '../../support/caseFacts.ts';

const ARRIVED = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';
const REGISTERED = 'assist_examination.register_time';
const ONSET = 'patient.disease_time';
const GIVEN = 'thrombolysis.medication_time';
const PUNCTURE = 'therapy.puncture_time';
const EMBOLECTOMY = 'therapy.embolectomy_time';
const OPEN = 'therapy.recanalization_time';
const arrived = { [ARRIVED]: at('01:00:00') };

type Row = readonly [name: string, key: MetricKey, values: CaseValues, expected: object];

describe('stroke (clinical.md 1.2)', () => {
  it.each<Row>([
    ['ODT', 'ODT', { [ONSET]: at('00:10:00'), ...arrived }, { status: 'ok', value: 50 }],
    [
      'ODT by triage',
      'ODT',
      { [ONSET]: at('00:10:00'), [TRIAGE]: at('01:01:00'), [REGISTERED]: at('01:05:00') },
      { value: 51, endFallback: TRIAGE },
    ],
    [
      'ODT by registration',
      'ODT',
      { [ONSET]: at('00:10:00'), [REGISTERED]: at('01:05:00') },
      { value: 55, endFallback: REGISTERED },
    ],
    ['ODT without onset', 'ODT', arrived, { status: 'missing_start' }],
    ['ODT of an onset in hospital', 'ODT', { 'patient.come_from': '4', ...arrived }, { status: 'not_applicable' }],
    ['ONT ticked', 'ONT', { treatment_type: [429], [ONSET]: at('00:10:00') }, { status: 'missing_end' }],
    [
      'ONT of an onset in hospital',
      'ONT',
      { 'patient.come_from': '4', [GIVEN]: at('01:00:00') },
      { status: 'missing_start' },
    ],
    [
      'DNT ticked',
      'DNT',
      { treatment_type: [429, 1001], ...arrived, [GIVEN]: at('02:00:00') },
      { value: 60, isUnticked: false },
    ],
    ['DNT unticked (D-23)', 'DNT', { ...arrived, [GIVEN]: at('02:00:00') }, { value: 60, isUnticked: true }],
    [
      'DNT of another treatment',
      'DNT',
      { treatment_type: [1004], ...arrived },
      { status: 'not_applicable', isUnticked: false },
    ],
    [
      'DPT',
      'DPT',
      { treatment_type: [1001], ...arrived, [PUNCTURE]: at('02:00:00') },
      { value: 60, isUnticked: false },
    ],
    [
      'DPT by the start of the intervention (A-50)',
      'DPT',
      { ...arrived, [EMBOLECTOMY]: at('02:10:00') },
      { value: 70, endFallback: EMBOLECTOMY, isUnticked: true },
    ],
    ['DPT of a lysis alone', 'DPT', { treatment_type: [429], ...arrived }, { status: 'not_applicable' }],
    ['DPT of a bridging', 'DPT', { treatment_type: [429, 1003], ...arrived }, { status: 'missing_end' }],
    ['DRT, grade unknown', 'DRT', { treatment_type: [1002], ...arrived, [OPEN]: at('03:00:00') }, { value: 120 }],
    ['DRT, 2a', 'DRT', { treatment_type: [1002], 'therapy.tici': '2a', ...arrived }, { status: 'not_applicable' }],
    ['DRT, 2b', 'DRT', { treatment_type: [1002], 'therapy.tici': '2b', ...arrived }, { status: 'missing_end' }],
    ['DRT, 3', 'DRT', { treatment_type: [1002], 'therapy.tici': '3', ...arrived }, { status: 'missing_end' }],
    [
      'door to doctor',
      'door_doctor',
      { ...arrived, 'assist_examination.first_nerve_recieve_time': at('01:09:59') },
      { value: 9 },
    ],
    ['door to CT', 'door_ct', { ...arrived, 'assist_examination.ct_scan_time': at('01:20:00') }, { value: 20 }],
    [
      'door to CT by its start',
      'door_ct',
      { ...arrived, 'assist_examination.ct_start_time': at('01:18:00') },
      { value: 18, endFallback: 'assist_examination.ct_start_time' },
    ],
    [
      'CT to its report',
      'ct_report',
      { 'assist_examination.ct_scan_time': at('01:20:00'), 'assist_examination.ct_report_time': at('01:35:30') },
      { value: 15 },
    ],
    [
      'CT to its report, by its start',
      'ct_report',
      { 'assist_examination.ct_start_time': at('01:18:00'), 'assist_examination.ct_report_time': at('01:35:30') },
      { value: 17, startFallback: 'assist_examination.ct_start_time' },
    ],
    ['CT, no report', 'ct_report', { 'assist_examination.ct_scan_time': at('01:20:00') }, { status: 'missing_end' }],
    ['no CT', 'ct_report', arrived, { status: 'not_applicable' }],
    [
      'glucose from the sample to the report',
      'glucose_report',
      {
        'assist_examination.collect_blood_time': at('01:02:00'),
        'assist_examination.collect_blood_report_time': at('01:10:00'),
      },
      { value: 8 },
    ],
    [
      'coagulation from the sample to the report',
      'coagulation_report',
      {
        'assist_examination.coagulation_time': at('01:02:00'),
        'assist_examination.coagulation_report_time': at('01:40:00'),
      },
      { value: 38 },
    ],
    [
      'coagulation, the sample unknown',
      'coagulation_report',
      { 'assist_examination.coagulation_report_time': at('01:40:00') },
      { status: 'missing_start' },
    ],
    ['no sample', 'coagulation_report', arrived, { status: 'not_applicable' }],
    [
      'consent',
      'consent',
      { 'thrombolysis.talking_time': at('01:00:00'), 'thrombolysis.sign_time': at('01:06:00') },
      { value: 6 },
    ],
    ['consent, unsigned', 'consent', { 'thrombolysis.talking_time': at('01:00:00') }, { status: 'missing_end' }],
    ['consent, never asked', 'consent', {}, { status: 'not_applicable' }],
  ])('%s', (_name, key, values, expected) => expect(measured('apoplexy', key, values)).toMatchObject(expected));

  const dripAndShip = { 'patient.come_from': '2', treatment_type: [429], [ONSET]: at('00:00:00'), ...arrived };

  it.each([
    ['00:59:59', 'not_applicable'],
    ['01:00:00', 'ok'],
  ])('drip and ship: the drug at %s, the door at 01:00', (time, status) => {
    const values = { ...dripAndShip, [GIVEN]: at(time) };
    expect(measured('apoplexy', 'DNT', values).status).toBe(status);
    expect(measured('apoplexy', 'ONT', values).status).toBe('ok');
  });

  it('drip and ship is known by the door that is known', () => {
    const { [ARRIVED]: door, ...rest } = dripAndShip;
    expect(measured('apoplexy', 'DNT', { ...rest, [TRIAGE]: door, [GIVEN]: at('00:30:00') }).status).toBe(
      'not_applicable',
    );
  });

  it('a drug before the door of who came by himself is negative, not shipped', () =>
    expect(
      measured('apoplexy', 'DNT', { ...dripAndShip, 'patient.come_from': '3', [GIVEN]: at('00:30:00') }),
    ).toMatchObject({ status: 'negative', raw: -30 }));

  it.each<[MetricKey, number]>([
    ['ODT', 7 * 1440],
    ['ONT', 1440],
    ['DNT', 480],
    ['DPT', 1440],
    ['DRT', 1440],
    ['consent', 720],
  ])('%s is implausible above %i minutes', (key, cap) => {
    const end = (minutes: number) => new Date(Date.parse(at('00:00:00')) + minutes * 60_000).toISOString();
    const spanning = (minutes: number) =>
      measured('apoplexy', key, {
        treatment_type: [429, 1001],
        [key.startsWith('O') ? ONSET : ARRIVED]: at('00:00:00'),
        'thrombolysis.talking_time': at('00:00:00'),
        ...(key === 'ODT' && { [ARRIVED]: end(minutes) }),
        ...Object.fromEntries([GIVEN, PUNCTURE, OPEN, 'thrombolysis.sign_time'].map((path) => [path, end(minutes)])),
      });
    expect(spanning(cap)).toMatchObject({ status: 'ok', value: cap });
    expect(spanning(cap + 1)).toMatchObject({ status: 'implausible', value: null, raw: cap + 1 });
  });
});
