import { timeNodesOf, type MetricKey } from '../../../src/domain/catalogue/intervals.ts';
import type { CaseValues } from '../../../src/domain/catalogue/intervals/facts.ts';
import { inUnit } from '../../../src/domain/catalogue/measure.ts';
import { at, measured as measuredOf, metricOf } from '../../support/caseFacts.ts';

const ARRIVED = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';
const GIVEN = 'thrombolysis.medication_time';
const ONSET = 'patient.disease_time';
const measured = (key: MetricKey, values: CaseValues) => measuredOf('apoplexy', key, values);
const lysed: CaseValues = { treatment_type: [429], 'patient.come_from': '3' };

describe('one status for each interval (clinical.md 1.1)', () => {
  it('names the stroke nodes in the order of clients (E-NODE-02)', () =>
    expect(timeNodesOf('apoplexy').map(({ key }) => key)).toEqual(['ODT', 'ONT', 'DNT', 'DPT', 'DRT']));

  it('cuts the seconds of both ends (rule 1)', () =>
    expect(measured('DNT', { ...lysed, [ARRIVED]: at('01:00:59'), [GIVEN]: at('01:45:00') })).toMatchObject({
      status: 'ok',
      value: 45,
    }));

  it('is not applicable before anything else', () =>
    expect(measured('DNT', { [ARRIVED]: at('01:00:00') }).status).toBe('not_applicable'));

  it('has no door for an in-hospital onset (rule 9)', () =>
    expect(measured('DNT', { ...lysed, 'patient.come_from': '4', [ARRIVED]: at('01:00:00') }).status).toBe(
      'not_applicable',
    ));

  it('knows an onset that is only a part of the day (D-22)', () => {
    const values = { ...lysed, [ONSET]: at('00:10:00'), [GIVEN]: at('01:00:00'), [ARRIVED]: at('00:30:00') };
    const zoned = { ...values, 'patient.is_null_attack_detail_time': true };
    expect(measured('ONT', zoned)).toMatchObject({ status: 'zone_only', value: null });
    expect(measured('DNT', zoned)).toMatchObject({ status: 'ok', value: 30 });
  });

  it('misses the start before the end', () => {
    expect(measured('DNT', lysed).status).toBe('missing_start');
    expect(measured('DNT', { ...lysed, [ARRIVED]: at('01:00:00') }).status).toBe('missing_end');
  });

  it('keeps the raw difference of a negative one beside it (rule 2)', () =>
    expect(measured('DNT', { ...lysed, [ARRIVED]: at('02:00:00'), [GIVEN]: at('01:00:00') })).toMatchObject({
      status: 'negative',
      value: null,
      raw: -60,
    }));

  it('allows zero and the cap, and no more (DNT: 8 h)', () => {
    const given = (time: string) => measured('DNT', { ...lysed, [ARRIVED]: at('01:00:00'), [GIVEN]: at(time) });
    expect(given('01:00:00')).toMatchObject({ status: 'ok', value: 0 });
    expect(given('09:00:00')).toMatchObject({ status: 'ok', value: 480 });
    expect(given('09:01:00')).toMatchObject({ status: 'implausible', value: null, raw: 481 });
  });

  it('says which fallback stood in (rule 4)', () => {
    expect(measured('DNT', { ...lysed, [TRIAGE]: at('01:00:00'), [GIVEN]: at('01:30:00') })).toMatchObject({
      status: 'ok',
      value: 30,
      startFallback: TRIAGE,
    });
    expect(
      measured('DNT', { ...lysed, [ARRIVED]: at('01:10:00'), [GIVEN]: at('01:30:00') }).startFallback,
    ).toBeUndefined();
  });

  it('lets in a case whose drug time is set without the option (D-23)', () =>
    expect(measured('DNT', { [ARRIVED]: at('01:00:00'), [GIVEN]: at('01:30:00') }).status).toBe('ok'));

  it('leaves out drip and ship (clinical.md 1.2)', () =>
    expect(
      measured('DNT', { ...lysed, 'patient.come_from': '2', [ARRIVED]: at('02:00:00'), [GIVEN]: at('01:00:00') })
        .status,
    ).toBe('not_applicable'));
});

describe('what is read (clinical.md 1.1 rule 1)', () => {
  it.each([
    ['micu_mean', 1440, 1],
    ['micu_mean', 2951, 2],
    ['micu_mean', 2952, 2.1],
    ['micu_mean', 0, 0],
  ] as const)('%s of %i minutes is %d days, one decimal, half up', (key, minutes, days) =>
    expect(inUnit(metricOf('trauma', key), minutes)).toBe(days),
  );

  it('minutes stay whole, hours have one decimal, money is as entered', () => {
    expect(inUnit(metricOf('apoplexy', 'DNT'), 61)).toBe(61);
    expect(inUnit(metricOf('basic', 'RESUS_STAY'), 93)).toBe(1.6);
    expect(inUnit(metricOf('basic', 'hosfeemean'), 12_345)).toBe(12_345);
  });
});
