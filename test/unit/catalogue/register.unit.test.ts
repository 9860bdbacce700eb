import { CASE_TYPE_NAMES } from '../../../src/domain/catalogue/caseTypes.ts';
import { METRICS_OF, qualityOf, timeNodesOf } from '../../../src/domain/catalogue/intervals.ts';
import { interval, type Target } from '../../../src/domain/catalogue/intervals/metric.ts';
import { measure } from '../../../src/domain/catalogue/measure.ts';
import { judge, targetsOf } from '../../../src/domain/catalogue/targets.ts';
import { TARGET_FIGURES } from '../../../src/domain/statistics/figures.ts';
import { targetsShown } from '../../../src/domain/statistics/targetsShown.ts';
import { at, factsWith, metricOf } from '../../support/caseFacts.ts';

const keysOf = (metrics: readonly { readonly key: string }[]) => metrics.map(({ key }) => key);

describe('the register of metrics', () => {
  it.each(CASE_TYPE_NAMES)('%s: every key once, onset to door first, the stay and its cost with it', (caseType) => {
    const keys = keysOf(METRICS_OF[caseType]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toBe('ODT');
    expect(keys).toEqual(expect.arrayContaining(['ODT', 'RESUS_STAY', 'hosdaymean', 'hosfeemean']));
  });

  it('has the keys of clinical.md 1.2 to 1.4', () => {
    expect(keysOf(METRICS_OF.apoplexy).slice(0, 11)).toEqual(
      'ODT ONT DNT DPT DRT door_doctor door_ct ct_report glucose_report coagulation_report consent'.split(' '),
    );
    expect(keysOf(METRICS_OF.chestpain).slice(0, 13)).toEqual(
      'ODT D2W F2W S2FMC FMC2ECG ECG2DX TROP CATHACT FMC2DAPT D2N L2ANGIO DIDO CONSENT'.split(' '),
    );
    expect(keysOf(METRICS_OF.trauma).slice(1, 9)).toEqual(keysOf(qualityOf('trauma')));
    expect(keysOf(METRICS_OF.trauma).slice(9, 15)).toEqual(
      'first_ct_mean first_cxray first_pxray first_fast critical_micu_mean critical_hosday_mean'.split(' '),
    );
  });

  it('shows quantities on the quality sheet, never as time nodes', () => {
    const resuscitation = 'CPR_WITNESS CPR_DOCTOR CPR_DEFIBRATE CPR_DRUG CPR_AIRWAY CPR_ROSC'.split(' ');
    expect(keysOf(timeNodesOf('gib'))).toEqual(['ODT', 'RESUS_STAY', ...resuscitation]);
    expect(keysOf(qualityOf('gib'))).toEqual(['ODT', 'RESUS_STAY', 'hosdaymean', 'hosfeemean', ...resuscitation]);
  });

  it('measures a resuscitation from the arrest on, of those who had one (clinical.md 1.5)', () => {
    const [arrest, end] = [at('01:00:40'), at('01:07:10')];
    const rosc = metricOf('basic', 'CPR_ROSC');
    const statusOf = (values: Parameters<typeof factsWith>[0]) => measure(rosc, factsWith(values)).status;
    const path = 'patient.precpr.heart_attack_time';
    expect(measure(rosc, factsWith({ [path]: arrest, 'patient.precpr.rosc_time': end })).value).toBe(7);
    expect([statusOf({}), statusOf({ [path]: arrest }), statusOf({ 'patient.precpr.rosc_time': end })]).toEqual([
      'not_applicable',
      'missing_end',
      'missing_start',
    ]);
  });

  it('R10: declares every metric once with its own target, and the same metric everywhere', () => {
    const byKey = new Map(CASE_TYPE_NAMES.flatMap((name) => METRICS_OF[name].map((metric) => [metric.key, metric])));
    for (const name of CASE_TYPE_NAMES)
      for (const metric of METRICS_OF[name]) expect(byKey.get(metric.key)).toBe(metric);
    const target = (key: 'D2N' | 'D2W') => targetsOf(metricOf('chestpain', key), factsWith({})).target;
    expect([target('D2N'), target('D2W')]).toEqual([30, 90]);
  });
});

describe('targets (clinical.md 1.1 rule 8, D-26)', () => {
  it.each([
    ['apoplexy', 'ODT', null, []],
    ['apoplexy', 'ONT', 270, [360]],
    ['apoplexy', 'DNT', 60, [45, 30]],
    ['apoplexy', 'DRT', 90, []],
    ['apoplexy', 'door_doctor', 10, []],
    ['apoplexy', 'door_ct', 25, []],
    ['apoplexy', 'ct_report', null, []],
    ['apoplexy', 'glucose_report', null, []],
    ['apoplexy', 'coagulation_report', null, []],
    ['apoplexy', 'consent', null, []],
    ['chestpain', 'D2W', 90, [60]],
    ['chestpain', 'S2FMC', null, []],
    ['chestpain', 'FMC2ECG', 10, []],
    ['chestpain', 'ECG2DX', 10, []],
    ['chestpain', 'TROP', 20, []],
    ['chestpain', 'CATHACT', 30, []],
    ['chestpain', 'FMC2DAPT', 30, []],
    ['chestpain', 'D2N', 30, []],
    ['chestpain', 'L2ANGIO', 1440, []],
    ['chestpain', 'DIDO', 45, [30]],
    ['chestpain', 'CONSENT', null, []],
    ['trauma', 'tranfer', null, []],
    ['trauma', 'eme_get_ready', 5, []],
    ['trauma', 'ctnfast', 45, []],
    ['trauma', 'eme_tranfusion_ready', 60, []],
    ['trauma', 'airway', 5, []],
    ['trauma', 'surg_ready', null, []],
    ['trauma', 'eme_stop', null, []],
    ['trauma', 'micu_mean', null, []],
    ['basic', 'RESUS_STAY', null, []],
    ['basic', 'hosdaymean', null, []],
    ['basic', 'hosfeemean', null, []],
  ] as const)('%s %s: %p, then %p', (caseType, key, target, goals) =>
    expect(targetsOf(metricOf(caseType, key), factsWith({}))).toMatchObject({ target, goals }),
  );

  it.each([
    ['apoplexy', 'DPT', '1', 90, [60]],
    ['apoplexy', 'DPT', '2', 60, []],
    ['chestpain', 'F2W', '3', 90, []],
    ['chestpain', 'F2W', '2', 120, []],
  ] as const)('%s %s of who came by way %s', (caseType, key, come_from, target, goals) =>
    expect(targetsOf(metricOf(caseType, key), factsWith({ 'patient.come_from': come_from }))).toEqual({
      target,
      goals,
    }),
  );

  const ARRIVED = 'assist_examination.hospital_arrive_time';
  const targets: readonly Target[] = [
    { from: '1900-01-01', limits: [90] },
    { from: '2026-11-24', limits: [60, 45] },
  ];
  const { isEligible, cap, unit, standard } = metricOf('apoplexy', 'door_ct');
  const changed = interval('changed', {
    ...{ label: '', isEligible, cap, unit, standard, targets },
    start: ({ values }) => ({ path: ARRIVED, at: String(values[ARRIVED]), isFallback: false }),
    end: () => ({ path: ARRIVED, at: at('17:00:00'), isFallback: false }),
  });

  it('the one in force on the hospital day of the arrival applies', () => {
    expect(targetsOf(changed, factsWith({ [ARRIVED]: at('15:59:59') }))).toEqual({ target: 90, goals: [] });
    expect(targetsOf(changed, factsWith({ [ARRIVED]: at('16:00:00') }))).toEqual({ target: 60, goals: [45] });
  });

  it('by the time of registration when no arrival is known, the newest when nothing is', () => {
    expect(targetsOf(changed, { ...factsWith({}), createdTime: at('10:00:00') }).target).toBe(90);
    expect(targetsOf(changed, factsWith({})).target).toBe(60);
  });

  it('are met at the figure itself, each goal by its own', () => {
    const judged = (values: Parameters<typeof factsWith>[0]) => {
      const facts = factsWith(values);
      return judge(changed, facts, measure(changed, facts));
    };
    expect(judged({ [ARRIVED]: at('16:00:00') })).toEqual({
      target: 60,
      met: true,
      goals: [{ target: 45, met: false }],
    });
    expect(judged({ [ARRIVED]: at('15:29:59') })).toMatchObject({ target: 90, met: false });
  });

  it('have a lower end too: angiography within 2 to 24 hours of lysis', () => {
    const angiography = (time: string) => {
      const facts = factsWith({
        'special_treat.stemi.lysis_start_time': at('00:00:00'),
        'special_treat.stemi.lysis_affect_time': time,
      });
      const metric = metricOf('chestpain', 'L2ANGIO');
      return judge(metric, facts, measure(metric, facts)).met;
    };
    expect([at('01:59:00'), at('02:00:00'), '2026-11-24T00:00:00Z', '2026-11-24T00:01:00Z'].map(angiography)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('have a place each in the figures of many cases', () => {
    const shown = CASE_TYPE_NAMES.flatMap((type) => METRICS_OF[type].map((metric) => targetsShown(metric).length));
    expect(Math.max(...shown)).toBe(TARGET_FIGURES.length);
  });

  it('judge only a real start (D-24)', () => {
    const metric = metricOf('apoplexy', 'door_ct');
    const facts = factsWith({
      'assist_examination.triage_time': at('01:00:00'),
      'assist_examination.ct_scan_time': at('01:10:00'),
    });
    expect(judge(metric, facts, measure(metric, facts))).toEqual({ target: 25, met: null, goals: [] });
  });
});
