import type { FieldPath } from '../catalogue.ts';
import { first } from './ends.ts';
import { door, hospitalCost, hospitalDays, onset, onsetToDoor, resuscitationStay } from './everyType.ts';
import { ALWAYS, DAY, HOUR, interval, listed, target } from './metric.ts';
import {
  all,
  anySet,
  hasDoor,
  isDripAndShip,
  isEndovascular,
  isEndovascularChosen,
  isReopened,
  isThrombolysed,
  isThrombolysisChosen,
} from './populations.ts';

const medication = first('thrombolysis.medication_time');
const isNotDripAndShip = (values: Parameters<typeof isDripAndShip>[0]): boolean => !isDripAndShip(values);

const doorToNeedle = interval('DNT', {
  label: listed('TIME_NODE', 'DNT'),
  start: door,
  end: medication,
  unit: 'min',
  cap: 8 * HOUR,
  targets: target(60, 45, 30),
  isEligible: all(hasDoor, isThrombolysed, isNotDripAndShip),
  isTicked: isThrombolysisChosen,
  standard: 'Target: Stroke [S6], SNIS [S7], 高级卒中中心 [S11]',
});

const doorToPuncture = interval('DPT', {
  label: listed('TIME_NODE', 'DPT'),
  start: door,
  end: first('therapy.puncture_time', 'therapy.embolectomy_time'),
  unit: 'min',
  cap: DAY,
  targets: [{ from: ALWAYS, limits: [90, 60], ofTransferred: [60] }],
  isEligible: all(hasDoor, isEndovascular),
  isTicked: isEndovascularChosen,
  standard: 'Target: Stroke phase III, door to device [S6]; SNIS [S7]',
});

/** The time nodes of stroke, in the order clients show them (E-NODE-02). */
export const APOPLEXY_NODES = [
  onsetToDoor,
  interval('ONT', {
    label: listed('TIME_NODE', 'ONT'),
    start: onset,
    end: medication,
    unit: 'min',
    cap: DAY,
    targets: target(270, 360),
    fromOnset: true,
    isEligible: isThrombolysed,
    isTicked: isThrombolysisChosen,
    standard: 'rt-PA within 270, urokinase within 360 minutes [S11]',
  }),
  doorToNeedle,
  doorToPuncture,
  interval('DRT', {
    label: listed('TIME_NODE', 'DRT'),
    start: door,
    end: first('therapy.recanalization_time'),
    unit: 'min',
    cap: DAY,
    targets: target(90),
    isEligible: all(hasDoor, isEndovascular, (values) => values['therapy.tici'] === undefined || isReopened(values)),
    isTicked: isEndovascularChosen,
    standard: 'SNIS [S7]',
  }),
] as const;

const [CT_SCAN, CT_START] = ['assist_examination.ct_scan_time', 'assist_examination.ct_start_time'] as const;

interface Examination {
  readonly label: string;
  /** When it was done, then what stands in for it. */
  readonly done: readonly [FieldPath, ...FieldPath[]];
  readonly report: FieldPath;
}

/** From an examination to its report; where nothing of it is known, it was not done (D-23). */
const reported = <const Key extends string>(key: Key, { label, done, report }: Examination) =>
  interval(key, {
    label,
    start: first(...done),
    end: first(report),
    unit: 'min',
    cap: DAY,
    isEligible: anySet(...done, report),
    standard: 'clinical.md 1.2; no figure found',
  });

const REPORTS = [
  reported('ct_report', {
    label: 'CT扫描~报告',
    done: [CT_SCAN, CT_START],
    report: 'assist_examination.ct_report_time',
  }),
  reported('glucose_report', {
    label: '血糖(采血~报告)',
    done: ['assist_examination.collect_blood_time'],
    report: 'assist_examination.collect_blood_report_time',
  }),
  reported('coagulation_report', {
    label: '凝血(采血~报告)',
    done: ['assist_examination.coagulation_time'],
    report: 'assist_examination.coagulation_report_time',
  }),
] as const;

/** Stroke (clinical.md 1.2). */
export const APOPLEXY = [
  ...APOPLEXY_NODES,
  interval('door_doctor', {
    label: '入院~神内一线医生接诊',
    start: door,
    end: first('assist_examination.first_nerve_recieve_time'),
    unit: 'min',
    cap: DAY,
    targets: target(10),
    isEligible: hasDoor,
    standard: 'SNIS [S7]',
  }),
  interval('door_ct', {
    label: '入院~CT扫描',
    start: door,
    end: first(CT_SCAN, CT_START),
    unit: 'min',
    cap: DAY,
    targets: target(25),
    isEligible: hasDoor,
    standard: 'SNIS [S7]',
  }),
  ...REPORTS,
  interval('consent', {
    label: '溶栓知情同意',
    start: first('thrombolysis.talking_time'),
    end: first('thrombolysis.sign_time'),
    unit: 'min',
    cap: 12 * HOUR,
    isEligible: anySet('thrombolysis.talking_time', 'thrombolysis.sign_time'),
    standard: 'clinical.md 1.2; no figure found',
  }),
  resuscitationStay,
  hospitalDays,
  hospitalCost,
] as const;
