import { factsOf, type CaseValues } from '../../../src/domain/catalogue/intervals/facts.ts';
import { isSevereTrauma } from '../../../src/domain/catalogue/intervals/populations.ts';
import {
  doorToWireClass,
  graceClass,
  nihssAtDischargeClass,
  nihssBeforeTherapyClass,
  recanalisationClass,
  thrombolysisClass,
  toastClass,
} from '../../../src/domain/patient/classes.ts';
import { initialState } from '../../../src/domain/patient/state.ts';

const afterArrival = (minutes: number): string => new Date(Date.UTC(2026, 10, 23, 1, minutes)).toISOString();
const factsWith = (values: CaseValues) => ({ ...factsOf(initialState(), 'Asia/Shanghai'), values });
const wired = (minutes: number): CaseValues => ({
  first_diagnosis: '1',
  'assist_examination.hospital_arrive_time': afterArrival(0),
  'special_treat.wire_pass_time': afterArrival(minutes),
});

describe('classes of clinical.md part 2, at every boundary', () => {
  it.each([
    [0, '1'],
    [60, '1'],
    [61, '2'],
    [90, '2'],
    [91, '3'],
    [120, '3'],
    [121, '4'],
    [1440, '4'],
    [1441, 'unknown'],
    [-1, 'unknown'],
  ])('D2W of %i minutes is class %s', (minutes, expected) =>
    expect(doorToWireClass(factsWith(wired(minutes)))).toBe(expected),
  );

  it('has no D2W class for a case that is not eligible', () =>
    expect(doorToWireClass(factsWith({ first_diagnosis: '7' }))).toBeUndefined());

  it.each([
    [1, '4'],
    [108, '4'],
    [109, '3'],
    [140, '3'],
    [141, '2'],
    [372, '2'],
  ])('GRACE of %i is class %s', (score, expected) =>
    expect(graceClass({ first_diagnosis: '2', 'special_treat.grace_score': score })).toBe(expected),
  );

  it('takes a very-high-risk condition before the score', () =>
    expect(
      graceClass({ first_diagnosis: '3', 'special_treat.grace_score': 20, 'special_treat.grace_very_high': ['3'] }),
    ).toBe('1'));

  it('grades only NSTEMI and UA', () => {
    expect(graceClass({ first_diagnosis: '1', 'special_treat.grace_score': 150 })).toBeUndefined();
    expect(graceClass({ first_diagnosis: '2' })).toBe('unknown');
  });

  it.each([
    [0, '1'],
    [1, '2'],
    [4, '2'],
    [5, '3'],
    [15, '3'],
    [16, '4'],
    [20, '4'],
    [21, '5'],
    [42, '5'],
  ])('NIHSS of %i is band %s', (score, expected) => {
    const endovascular = { stroke_type: '1', treatment_type: [1001], nihss_before_therapy: score };
    expect(nihssBeforeTherapyClass(endovascular)).toBe(expected);
    expect(nihssAtDischargeClass({ 'patient.leave_hospital.hospital_day': 3, nihss_discharge: score })).toBe(expected);
  });

  it('compares ISS as a number (R3)', () => {
    const scored = (score: number) => isSevereTrauma({ 'patient.disease_evalute.eme_iss': score });
    expect([9, 14, 16, 75].map(scored)).toEqual([false, false, true, true]);
    expect(isSevereTrauma({})).toBe(false);
  });

  it('splits ischaemic strokes by thrombolysis; those of no known type are unknown (D-23)', () => {
    expect(thrombolysisClass({ stroke_type: '1', treatment_type: [429] })).toBe('1');
    expect(thrombolysisClass({ stroke_type: '1', treatment_type: [1004] })).toBe('0');
    expect(thrombolysisClass({ stroke_type: '1' })).toBe('unknown');
    expect(thrombolysisClass({ stroke_type: '1', treatment_type: [] })).toBe('unknown');
    expect(thrombolysisClass({ stroke_type: '2', treatment_type: [429] })).toBeUndefined();
    expect(thrombolysisClass({ treatment_type: [429] })).toBe('unknown');
  });

  it('splits those with endovascular treatment by recanalisation', () => {
    const endovascular = { stroke_type: '1', treatment_type: [1001] };
    const grades = ['0', '1', '2a', '2b', '3'];
    expect(grades.map((tici) => recanalisationClass({ ...endovascular, 'therapy.tici': tici }))).toEqual([
      ...['0', '0', '0', '1', '1'],
    ]);
    expect(recanalisationClass(endovascular)).toBe('unknown');
    expect(recanalisationClass({ treatment_type: [1001], 'therapy.tici': '3' })).toBe('unknown');
    expect(recanalisationClass({ stroke_type: '1', treatment_type: [429] })).toBeUndefined();
    expect(recanalisationClass({ ...endovascular, stroke_type: '3' })).toBeUndefined();
    expect(recanalisationClass({ 'therapy.tici': '3' })).toBeUndefined();
  });

  it('bands the NIHSS before endovascular treatment of what is known to be ischaemic (D-23)', () => {
    const scored = { nihss_before_therapy: 12, 'therapy.embolectomy_time': afterArrival(0) };
    expect(nihssBeforeTherapyClass({ ...scored, stroke_type: '1' })).toBe('3');
    expect(nihssBeforeTherapyClass(scored)).toBe('unknown');
    expect(nihssBeforeTherapyClass({ ...scored, stroke_type: '2' })).toBeUndefined();
    expect(nihssBeforeTherapyClass({ stroke_type: '1', nihss_before_therapy: 12 })).toBeUndefined();
    expect(nihssBeforeTherapyClass({ stroke_type: '1', treatment_type: [1003] })).toBe('unknown');
  });

  it('bands the NIHSS at discharge of every stroke that was discharged', () => {
    expect(nihssAtDischargeClass({ nihss_discharge: 0 })).toBeUndefined();
    const discharged = { 'patient.leave_hospital.leave_hos_time': afterArrival(0) };
    expect(nihssAtDischargeClass({ ...discharged, stroke_type: '2', nihss_discharge: 0 })).toBe('1');
    expect(nihssAtDischargeClass(discharged)).toBe('unknown');
  });

  it('takes TOAST as entered, of what is known to be ischaemic (D-23)', () => {
    expect(toastClass({ toast: '3', stroke_type: '1' })).toBe('3');
    expect(toastClass({ toast: '烟雾病', stroke_type: '1' })).toBe('烟雾病');
    expect([toastClass({ stroke_type: '1' }), toastClass({ toast: '3' }), toastClass({})]).toEqual([
      ...['unknown', 'unknown', 'unknown'],
    ]);
    expect([toastClass({ toast: '1', stroke_type: '2' }), toastClass({ stroke_type: '2' })]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
