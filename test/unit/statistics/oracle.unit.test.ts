import { sharesOf, trendItem } from '../../e2e/statistics/oracle/answers.ts';
import type { TypeName } from '../../e2e/statistics/oracle/caseTypes.ts';
import { figuresOf, meanOf, medianOf, share } from '../../e2e/statistics/oracle/figures.ts';
import { metricOf } from '../../e2e/statistics/oracle/metrics.ts';
import { lastTwelveMonths, periodOf, rangeFor, spansOf, wholeDays } from '../../e2e/statistics/oracle/periods.ts';
import type { Row } from '../../e2e/statistics/oracle/row.ts';
import { SLICES } from '../../e2e/statistics/oracle/slices.ts';

/** Worked by hand from the tables of clinical.md, so that what counts are held against is itself held against something. */

const block = (values: Readonly<Record<string, unknown>>): Row => {
  const row: Row = {};
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    keys.reduce((below: Row, key) => (below[key] ??= {}), row)[last] = value;
  }
  return row;
};

const at = (clock: string, day = 1): string => `2026-05-0${day} ${clock}`;
const DOOR = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';
const DRUG = 'thrombolysis.medication_time';
const WIRE = 'special_treat.wire_pass_time';
const FROM = 'patient.come_from';
const ONSET = 'patient.disease_time';
const ISS = 'patient.disease_evalute.eme_iss';

type Values = Readonly<Record<string, unknown>>;
type Worked = readonly [what: string, type: TypeName, key: string, values: Values, status: string, value?: number];

const WORKED: readonly Worked[] = [
  [
    'seconds are dropped',
    'apoplexy',
    'DNT',
    { treatment_type: [429], [DOOR]: at('10:00:59'), [DRUG]: at('11:00:00') },
    'ok',
    60,
  ],
  ['nobody chose lysis and none was given', 'apoplexy', 'DNT', { [DOOR]: at('10:00:00') }, 'not_applicable'],
  ['lysis without a tick', 'apoplexy', 'DNT', { [DOOR]: at('10:00:00'), [DRUG]: at('10:45:00') }, 'ok', 45],
  ['in-hospital onset has no door', 'apoplexy', 'DNT', { treatment_type: [429], [FROM]: '4' }, 'not_applicable'],
  [
    'drip and ship',
    'apoplexy',
    'DNT',
    { [FROM]: '2', [DOOR]: at('10:00:00'), [DRUG]: at('09:00:00') },
    'not_applicable',
  ],
  [
    'drug before a walk-in came',
    'apoplexy',
    'DNT',
    { [FROM]: '3', [DOOR]: at('10:00:00'), [DRUG]: at('09:00:00') },
    'negative',
  ],
  ['480 minutes', 'apoplexy', 'DNT', { [DOOR]: at('01:00:00'), [DRUG]: at('09:00:00') }, 'ok', 480],
  ['481 minutes', 'apoplexy', 'DNT', { [DOOR]: at('01:00:00'), [DRUG]: at('09:01:00') }, 'implausible'],
  ['no start comes before no end', 'apoplexy', 'DNT', { treatment_type: ['429'] }, 'missing_start'],
  ['no end', 'apoplexy', 'DNT', { treatment_type: [429], [TRIAGE]: at('10:00:00') }, 'missing_end'],
  [
    'a part of the day',
    'apoplexy',
    'ONT',
    { [DRUG]: at('10:00:00'), 'patient.is_null_attack_detail_time': true },
    'zone_only',
  ],
  [
    'who is not eligible is not zone_only',
    'apoplexy',
    'ONT',
    { 'patient.is_null_attack_detail_time': true },
    'not_applicable',
  ],
  [
    'the door of a wake-up stroke',
    'apoplexy',
    'DNT',
    { [DOOR]: at('10:00:00'), [DRUG]: at('10:30:00'), 'patient.is_null_attack_detail_time': true },
    'ok',
    30,
  ],
  ['a day before', 'basic', 'ODT', { [ONSET]: at('23:59:00'), [DOOR]: at('00:01:00', 2) }, 'ok', 2],
  ['a week', 'basic', 'ODT', { [ONSET]: at('08:00:00'), [DOOR]: at('08:00:00', 8) }, 'ok', 10_080],
  ['more than a week', 'basic', 'ODT', { [ONSET]: at('08:00:00'), [DOOR]: at('08:01:00', 8) }, 'implausible'],
  [
    'puncture by the start of the intervention',
    'apoplexy',
    'DPT',
    { [DOOR]: at('10:00:00'), 'therapy.embolectomy_time': at('11:30:00') },
    'ok',
    90,
  ],
  [
    'not recanalised',
    'apoplexy',
    'DRT',
    { treatment_type: [1001], 'therapy.tici': '2a', [DOOR]: at('10:00:00') },
    'not_applicable',
  ],
  [
    'a wire without a ticked method',
    'chestpain',
    'D2W',
    { first_diagnosis: '3', [DOOR]: at('10:00:00'), [WIRE]: at('11:01:00') },
    'ok',
    61,
  ],
  [
    'a wire of an aortic dissection',
    'chestpain',
    'D2W',
    { first_diagnosis: '4', [DOOR]: at('10:00:00'), [WIRE]: at('11:01:00') },
    'not_applicable',
  ],
  [
    'the stent for the wire',
    'chestpain',
    'D2W',
    {
      first_diagnosis: '1',
      'special_treat.stemi.stemi_treat_method': '1',
      [DOOR]: at('10:00:00'),
      'special_treat.stent_release_time': at('11:00:00'),
    },
    'ok',
    60,
  ],
  [
    'in-hospital onset from the contact',
    'chestpain',
    'F2W',
    { [FROM]: '4', first_diagnosis: '1', 'patient.first_touch_time': at('10:00:00'), [WIRE]: at('11:00:00') },
    'ok',
    60,
  ],
  [
    'an unknown contact',
    'chestpain',
    'F2W',
    {
      first_diagnosis: '1',
      'patient.first_touch_time': at('10:00:00'),
      'patient.un_first_touch_time': true,
      [WIRE]: at('11:00:00'),
    },
    'missing_start',
  ],
  [
    'the earliest of both ECG lists',
    'chestpain',
    'FMC2ECG',
    {
      'patient.first_touch_time': at('10:00:00'),
      pre_ecg: [{ ecg_fetch_time: at('10:09:00') }],
      inside_ecg: [{ ecg_fetch_time: at('10:04:00') }],
    },
    'ok',
    4,
  ],
  [
    'the diagnosis of that same ECG',
    'chestpain',
    'ECG2DX',
    {
      first_diagnosis: '1',
      pre_ecg: [
        { ecg_fetch_time: at('10:09:00'), ecg_diagnosis_time: at('10:10:00') },
        { ecg_fetch_time: at('10:04:00') },
      ],
    },
    'missing_end',
  ],
  ['no troponin', 'chestpain', 'TROP', {}, 'not_applicable'],
  [
    'an unknown departure',
    'chestpain',
    'DIDO',
    { [FROM]: '2', 'patient.un_leave_tran_hos_time': true },
    'not_applicable',
  ],
  [
    'ready 60 minutes early',
    'trauma',
    'eme_get_ready',
    { [DOOR]: at('10:00:00'), 'patient.inside_roadmap.td_arrive_eme_time': at('09:00:00') },
    'ok',
    0,
  ],
  [
    'ready 61 minutes early',
    'trauma',
    'eme_get_ready',
    { [DOOR]: at('10:00:00'), 'patient.inside_roadmap.td_arrive_eme_time': at('08:59:00') },
    'negative',
  ],
  ['no airway was built', 'trauma', 'airway', {}, 'not_applicable'],
  [
    'an airway without its order',
    'trauma',
    'airway',
    { 'patient.other_info.success_build_airway_time': at('10:00:00') },
    'missing_start',
  ],
  [
    'three pictures of four',
    'trauma',
    'ctnfast',
    {
      [DOOR]: at('10:00:00'),
      'assist_examination.ct_scan_time': at('10:10:00'),
      'patient.inside_roadmap.fast_time': at('10:05:00'),
      'patient.inside_roadmap.chest_xray_time': at('10:20:00'),
    },
    'missing_end',
  ],
  [
    'the last of four pictures',
    'trauma',
    'ctnfast',
    {
      [DOOR]: at('10:00:00'),
      'assist_examination.ct_scan_time': at('10:10:00'),
      'patient.inside_roadmap.fast_time': at('10:05:00'),
      'patient.inside_roadmap.chest_xray_time': at('10:20:00'),
      'patient.inside_roadmap.pelvic_xray_time': at('10:15:00'),
    },
    'ok',
    20,
  ],
  [
    'the first way out',
    'trauma',
    'eme_stop',
    {
      [DOOR]: at('10:00:00'),
      'patient.leave_hospital.dead_time': at('10:30:00'),
      'assist_examination.leave_emergency_time': at('11:00:00'),
    },
    'ok',
    30,
  ],
  [
    'a light trauma in the MICU',
    'trauma',
    'micu_mean',
    { [ISS]: 14, 'assist_examination.arrive_micu_time': at('10:00:00') },
    'not_applicable',
  ],
  [
    'a severe one that is still there',
    'trauma',
    'micu_mean',
    { [ISS]: 16, 'assist_examination.arrive_micu_time': at('10:00:00') },
    'missing_end',
  ],
  [
    'calendar days',
    'gib',
    'hosdaymean',
    {
      'assist_examination.into_hospital_time': at('23:59:00'),
      'patient.leave_hospital.leave_hos_time': at('00:01:00', 2),
    },
    'ok',
    1,
  ],
  [
    'out before in, of the same day',
    'gib',
    'hosdaymean',
    {
      'assist_examination.into_hospital_time': at('23:30:00'),
      'patient.leave_hospital.leave_hos_time': at('00:30:00'),
    },
    'negative',
  ],
  [
    'the days that were entered',
    'gib',
    'hosdaymean',
    { 'patient.leave_hospital.hospital_day': 4, 'patient.leave_hospital.leave_hos_time': at('00:01:00', 2) },
    'ok',
    4,
  ],
  [
    'still in hospital',
    'gib',
    'hosdaymean',
    { 'assist_examination.into_hospital_time': at('23:59:00') },
    'not_applicable',
  ],
];

const EXAMPLES = WORKED.map(([what, type, key, values, status, value]) => ({
  what,
  type,
  key,
  values,
  status,
  value: value ?? null,
}));

describe('the oracle measures as the tables of clinical.md say', () => {
  it.each(EXAMPLES)('$what ($type $key)', ({ type, key, values, status, value }) => {
    expect(metricOf(type, key).measure(block(values))).toMatchObject({ status, value });
  });
});

describe('the oracle’s figures', () => {
  const minutes = metricOf('apoplexy', 'DNT');

  it('are rounded once, half up (D-25)', () => {
    expect(meanOf([0, 0, 0, 1], minutes)).toBe(0.3);
    expect(meanOf([10, 10, 11], minutes)).toBe(10.3);
    expect(meanOf([], minutes)).toBeNull();
    expect(meanOf([1368, 1296], metricOf('trauma', 'micu_mean'))).toBe(0.9);
    expect(medianOf([30, 10, 15, 20], minutes)).toBe(17.5);
    expect(medianOf([30, 10, 15], minutes)).toBe(15);
    expect([share(1, 3), share(2, 3), share(0, 0)]).toEqual([0.3333, 0.6667, null]);
  });

  it('count every case once, and hold only real starts against a target (D-22, D-24)', () => {
    const lysed = (values: object): Row => block({ treatment_type: [429], ...values });
    const rows = [
      lysed({ [DOOR]: at('10:00:00'), [DRUG]: at('11:00:00') }),
      lysed({ [TRIAGE]: at('10:00:00'), [DRUG]: at('10:40:00') }),
      block({ [DOOR]: at('10:00:00'), [DRUG]: at('11:30:00') }),
      lysed({ [DOOR]: at('10:00:00') }),
      {},
    ];
    expect(figuresOf(minutes, rows)).toMatchObject({
      count: 63.3,
      mean: 63.3,
      median: 60,
      n: 3,
      n_missing: 1,
      n_missing_end: 1,
      n_not_applicable: 1,
      n_fallback: 1,
      value_real: 75,
      n_unticked: 1,
      total: 5,
      target: 60,
      met: 1,
      due: 2,
      compliance: 0.5,
      goals: [
        { target: 45, met: 0, due: 2, compliance: 0 },
        { target: 30, met: 0, due: 2, compliance: 0 },
      ],
    });
  });

  it('hold a transferred patient’s puncture against 60, any other’s against 90, and all against both (D-26)', () => {
    const punctured = (from: string): Row =>
      block({ [FROM]: from, treatment_type: [1001], [DOOR]: at('10:00:00'), 'therapy.puncture_time': at('11:10:00') });
    const figures = figuresOf(metricOf('apoplexy', 'DPT'), [punctured('2'), punctured('3')]);
    expect(figures).toMatchObject({
      ...{ target: null, met: 1, due: 2, compliance: 0.5 },
      goals: [
        { target: 90, met: 2, due: 2, compliance: 1 },
        { target: 60, met: 0, due: 2, compliance: 0 },
      ],
    });
  });
});

describe('the oracle’s periods', () => {
  it.each([
    ['2021-01-03 23:59:59', '2020-W53'],
    ['2021-01-04 00:00:00', '2021-W01'],
    ['2024-12-30 08:00:00', '2025-W01'],
    ['2021-02-03 08:00:00', '2021-W05'],
  ])('%s lies in the ISO week %s (D-27)', (time, week) => expect(periodOf('week', time)).toBe(week));

  it('are 12 months ending with the one of today, days up to today (A-40)', () => {
    const range = lastTwelveMonths('2024-02-10');
    expect(range).toEqual(wholeDays('2023-03-01', '2024-02-29'));
    expect(rangeFor('day', range, '2024-02-10')).toEqual(wholeDays('2023-03-01', '2024-02-10'));
    expect(rangeFor('month', range, '2024-02-10')).toEqual(range);
  });

  it('are cut where a range has a time of day', () => {
    const range = { from: '2026-01-31 23:59:59', to: '2026-02-01 12:00:00' };
    expect(spansOf('month', range)).toEqual([
      { key: '2026-01', from: '2026-01-31 23:59:59', to: '2026-01-31 23:59:59' },
      { key: '2026-02', from: '2026-02-01 00:00:00', to: '2026-02-01 12:00:00' },
    ]);
  });
});

describe('the oracle’s slices', () => {
  const values = (type: TypeName, name: string, row: object): readonly string[] => {
    const slice = SLICES[type].find((each) => each.name === name);
    if (!slice) throw new Error(`no slice ${name}`);
    return slice.valuesOf(block({ ...row }));
  };
  const TREAT = 'treatment_type';
  const [EM, CCU] = ['special_treat.is_pass_em', 'special_treat.is_pass_ccu'];
  const [DEAD, SENT_ON] = ['patient.leave_hospital.dead_time', 'patient.inside_roadmap.eme_trans_depart_time'];
  const stemi = { first_diagnosis: '1', 'special_treat.pci_time': at('11:00:00') };
  const CAME = { [ONSET]: at('08:00:00'), [DOOR]: at('20:00:59') };
  const CARE = [
    ['chestpain', 'pass_em_ccu', { ...stemi, [FROM]: '1', [EM]: true, [CCU]: true }, ['True']],
    ['chestpain', 'pass_em_ccu', { ...stemi, [FROM]: '2', [EM]: false }, ['False']],
    ['chestpain', 'pass_em_ccu', { ...stemi, [FROM]: '1', [EM]: true }, ['unknown']],
    ['chestpain', 'pass_em_ccu', { ...stemi, [FROM]: '3', [EM]: true, [CCU]: true }, []],
    ['chestpain', 'pass_em_ccu', { first_diagnosis: '1', [FROM]: '1', [EM]: true, [CCU]: true }, []],
    ['chestpain', 'pass_ccu', { ...stemi, [FROM]: '3', [CCU]: true }, ['True']],
    ['chestpain', 'pass_ccu', { ...stemi, [FROM]: '1', [CCU]: true }, []],
    ['chestpain', 'remote_ecg', { first_diagnosis: '1', [FROM]: '1', 'patient.is_remote_ecg': false }, ['False']],
    ['chestpain', 'remote_ecg', { first_diagnosis: '2', [FROM]: '1', 'patient.is_remote_ecg': true }, []],
    ['chestpain', 'reperfusion', { first_diagnosis: '1', ...CAME, [WIRE]: at('23:00:00') }, ['True']],
    ['chestpain', 'reperfusion', { first_diagnosis: '1', ...CAME }, ['unknown']],
    ['chestpain', 'reperfusion', { first_diagnosis: '1', ...CAME, [DEAD]: at('23:00:00') }, ['False']],
    ['chestpain', 'reperfusion', { first_diagnosis: '1', ...CAME, [DOOR]: at('20:01:00') }, []],
    ['chestpain', 'reperfusion', { first_diagnosis: '1', [WIRE]: at('23:00:00') }, ['unknown']],
    ['chestpain', 'reperfusion', { first_diagnosis: '1', ...CAME, [FROM]: '4' }, []],
    ['chestpain', 'reperfusion', { first_diagnosis: '2', ...CAME, [WIRE]: at('23:00:00') }, []],
    ['trauma', 'eme_stop_dead', { [DOOR]: at('10:00:00'), [DEAD]: at('11:00:00') }, ['True']],
    ['trauma', 'eme_stop_dead', { [DOOR]: at('10:00:00'), [SENT_ON]: at('11:00:00') }, ['False']],
    [
      'trauma',
      'eme_stop_dead',
      { [DOOR]: at('10:00:00'), [SENT_ON]: at('11:00:00'), [DEAD]: at('11:00:01') },
      ['False'],
    ],
    ['trauma', 'eme_stop_dead', { [DOOR]: at('10:00:00') }, []],
  ] as const;

  it.each([
    ['chestpain', 'gracescoretype', { first_diagnosis: '2', 'special_treat.grace_score': 141 }, ['2']],
    ['chestpain', 'gracescoretype', { first_diagnosis: '3', 'special_treat.grace_score': 140 }, ['3']],
    ['chestpain', 'gracescoretype', { first_diagnosis: '3', 'special_treat.grace_score': 108 }, ['4']],
    ['chestpain', 'gracescoretype', { first_diagnosis: '2', 'special_treat.grace_very_high': ['3'] }, ['1']],
    ['chestpain', 'gracescoretype', { first_diagnosis: '2' }, ['unknown']],
    ['chestpain', 'gracescoretype', { first_diagnosis: '1', 'special_treat.grace_score': 141 }, []],
    ['chestpain', 'd2wtype', { first_diagnosis: '5' }, []],
    ['chestpain', 'd2wdelayreason', { d2wdelayreason: ['01', '99'] }, ['01', '99']],
    ['apoplexy', 'ais_rs', { stroke_type: '1', [TREAT]: [1001] }, ['0']],
    ['apoplexy', 'ais_rs', { stroke_type: '1' }, ['unknown']],
    ['apoplexy', 'ais_rs', { [TREAT]: [429] }, ['unknown']],
    ['apoplexy', 'ais_rs', { stroke_type: '2', [TREAT]: [429] }, []],
    ['apoplexy', 'ais_zt', { stroke_type: '1', [TREAT]: [1001], 'therapy.tici': '2b' }, ['1']],
    ['apoplexy', 'ais_zt', { stroke_type: '1', [TREAT]: [1002], 'therapy.tici': '2a' }, ['0']],
    ['apoplexy', 'ais_zt', { stroke_type: '1', [TREAT]: [429], 'therapy.tici': '3' }, []],
    ['apoplexy', 'ais_nihss', { stroke_type: '1', [TREAT]: [1003], nihss_before_therapy: 4 }, ['2']],
    ['apoplexy', 'aneu_nihss', { nihss_discharge: 0 }, []],
    ['apoplexy', 'aneu_nihss', { nihss_discharge: 0, 'patient.leave_hospital.hospital_day': 2 }, ['1']],
    ['apoplexy', 'toast', { stroke_type: '1', toast: '1' }, ['1']],
    ['apoplexy', 'toast', { stroke_type: '1' }, ['unknown']],
    ['apoplexy', 'toast', { stroke_type: '2', toast: '1' }, []],
    ['apoplexy', 'toast', { toast: '1' }, ['unknown']],
    ['trauma', 'dead', { 'patient.inside_roadmap.eme_outcome': '04' }, ['True']],
    ['trauma', 'dead', { 'patient.inside_roadmap.eme_outcome': '01' }, ['False']],
    ['trauma', 'dead', {}, ['unknown']],
    ...CARE,
    ['trauma', 'critical_dead', { [ISS]: 9, 'patient.leave_hospital.leave_hos_way': '5' }, []],
    ['trauma', 'critical_dead', { [ISS]: 75, 'patient.leave_hospital.leave_hos_way': '5' }, ['True']],
    ['trauma', 'gcs', { 'patient.disease_evalute.is_eme_gcs': true }, ['False']],
    ['trauma', 'info_alert', { [FROM]: '1', 'patient.pre_warning.alert_time': at('09:00:00') }, ['True']],
    ['trauma', 'info_alert', { [FROM]: '3', 'patient.pre_warning.alert_time': at('09:00:00') }, []],
  ] as const)('%s %s of %j', (type, name, row, expected) => expect(values(type, name, row)).toEqual(expected));

  it('put what people wrote themselves behind the list, and the empty last (D-28)', () => {
    const [slice] = SLICES.toxic.filter(({ name }) => name === 'tran_hos_type');
    const rows = [{ patient: { tran_hos_type: '外院' } }, {}, { patient: { tran_hos_type: '2' } }];
    expect(slice && sharesOf(slice, rows)).toEqual([
      { count: 0, zh_name: '网络医院', name: '1' },
      { count: 1, zh_name: '其他医疗机构', name: '2' },
      { count: 1, zh_name: '外院', name: '外院' },
      { count: 1, zh_name: '未填写', name: 'unknown' },
    ]);
  });

  it('call a trauma without a score normal, and unscored (D-28)', () => {
    expect(trendItem('trauma', [{}, block({ [ISS]: 16 }), block({ [ISS]: 9 })])).toEqual({
      count: 3,
      detail: { critical: 1, normal: 2 },
      unscored: 1,
    });
  });
});
