import { timeNodesOf } from '../../../src/domain/catalogue/intervals.ts';
import { doorToWire } from '../../../src/domain/catalogue/intervals/chestpain.ts';
import { factsOf, type CaseValues } from '../../../src/domain/catalogue/intervals/facts.ts';
import { measure } from '../../../src/domain/catalogue/measure.ts';
import { initialState } from '../../../src/domain/patient/state.ts';

const ARRIVED = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';
const GIVEN = 'thrombolysis.medication_time';
const ONSET = 'patient.disease_time';
const at = (time: string) => `2026-11-23T${time}Z`;
const node = (key: string) => {
  const found = timeNodesOf('apoplexy').find((interval) => interval.key === key);
  if (!found) throw new Error(`no node ${key}`);
  return found;
};
const factsWith = (values: CaseValues) => ({ ...factsOf(initialState(), 'Asia/Shanghai'), values });
const measured = (key: string, values: CaseValues) => measure(node(key), factsWith(values));
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

describe('door to wire (D-23)', () => {
  const WIRE = 'special_treat.wire_pass_time';
  const times = { [ARRIVED]: at('01:00:00'), [WIRE]: at('02:10:00') };

  it.each<[string, CaseValues, string]>([
    ['primary PCI', { first_diagnosis: '1', 'special_treat.stemi.stemi_treat_method': '1', ...times }, 'ok'],
    ['urgent NSTEMI', { first_diagnosis: '2', 'special_treat.acs_invasive_strategy': '1', ...times }, 'ok'],
    ['a wire without a tick', { first_diagnosis: '3', ...times }, 'ok'],
    ['dissection with a wire', { first_diagnosis: '4', ...times }, 'not_applicable'],
    ['lysis', { first_diagnosis: '1', 'special_treat.stemi.stemi_treat_method': '2' }, 'not_applicable'],
    ['in-hospital onset', { first_diagnosis: '1', 'patient.come_from': '4', ...times }, 'not_applicable'],
  ])('%s', (_name, values, status) => expect(measure(doorToWire, factsWith(values)).status).toBe(status));
});
