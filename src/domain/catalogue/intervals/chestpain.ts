import type { FieldPath } from '../catalogue.ts';
import { either, first, firstEcg, firstEcgDiagnosis, isBefore, type FindEnd } from './ends.ts';
import { door, hospitalCost, hospitalDays, onset, onsetToDoor, resuscitationStay } from './everyType.ts';
import type { CaseFacts, CaseValues } from './facts.ts';
import { ALWAYS, DAY, HOUR, interval, target } from './metric.ts';
import {
  all,
  anySet,
  hasDoor,
  hasPci,
  isAcs,
  isStemi,
  isTransferredIn,
  isUrgentPci,
  isUrgentPciChosen,
} from './populations.ts';

const UNKNOWN_CONTACT = 'patient.un_first_touch_time';

/** Old clients send the flag as `true` or as a time. */
const isContactUnknown = (values: CaseValues): boolean =>
  values[UNKNOWN_CONTACT] === true || typeof values[UNKNOWN_CONTACT] === 'string';

const unlessContactUnknown =
  (find: FindEnd): FindEnd =>
  (facts) =>
    isContactUnknown(facts.values) ? undefined : find(facts);

/** First medical contact, FMC. */
const contact = unlessContactUnknown(first('patient.first_touch_time'));

/** The stent's release is later than the wire, so as a fallback it cannot flatter (clinical.md 1.3). */
const wire = first('special_treat.wire_pass_time', 'special_treat.stent_release_time');

export const doorToWire = interval('D2W', {
  label: 'D2W(入门~导丝通过)',
  start: door,
  end: wire,
  unit: 'min',
  cap: DAY,
  targets: target(90, 60),
  isEligible: all(hasDoor, isUrgentPci),
  isTicked: isUrgentPciChosen,
  standard: '中国胸痛中心认证 [S10]; AHA Mission: Lifeline [S9]',
});

const LYSED_HERE = 'special_treat.stemi.lysis_start_time';
const LYSED_BEFORE = 'patient.inside_rescue_info_chestpain.lysis_start_time';
const SEEN_HERE = 'special_treat.stemi.lysis_affect_time';
const SEEN_BEFORE = 'patient.inside_rescue_info_chestpain.lysis_affect_time';
const lysis = either(LYSED_HERE, LYSED_BEFORE);

/** The lysis before arrival and its angiography are one record, where the one in the hospital is none. */
const isRecordedBefore = ({ [LYSED_HERE]: lysed, [SEEN_HERE]: seen, ...before }: CaseValues): boolean =>
  (lysed === undefined || seen === undefined) && ![before[LYSED_BEFORE], before[SEEN_BEFORE]].includes(undefined);

/** Of one record, as far as one has both ends. */
const ofOneRecord =
  (here: FieldPath, before: FieldPath): FindEnd =>
  (facts) =>
    (isRecordedBefore(facts.values) ? first(before) : either(here, before))(facts);

const isLysisPlanned = (values: CaseValues): boolean =>
  values['special_treat.stemi.is_sift'] === true || values['patient.inside_rescue_info_chestpain.is_sift'] === true;

/** The pre-hospital record holds the lysis, and no arrival contradicts it. */
const isLysedBeforeArrival = (facts: CaseFacts): boolean => {
  const arrived = facts.values['assist_examination.hospital_arrive_time'];
  const end = lysis(facts);
  if (!end) return facts.values['special_treat.stemi.is_sift'] !== true;
  return end.path === LYSED_BEFORE && (typeof arrived !== 'string' || isBefore(end.at, arrived));
};

const gate = first('assist_examination.hospital_arrive_time');

const areTransferTimesKnown = (values: CaseValues): boolean =>
  values['patient.un_into_tran_hos_time'] !== true && values['patient.un_leave_tran_hos_time'] !== true;

const PREPARATION = [
  interval('TROP', {
    label: '肌钙蛋白(抽血~报告)',
    start: first('assist_examination.biomarker_time'),
    end: first('assist_examination.biomarker_report_time'),
    unit: 'min',
    cap: DAY,
    targets: target(20),
    isEligible: anySet('assist_examination.biomarker_time', 'assist_examination.biomarker_report_time'),
    standard: '中国胸痛中心认证 [S10]',
  }),
  interval('CATHACT', {
    label: '导管室激活时间',
    start: first('special_treat.cath_start_time'),
    end: first('special_treat.cath_activate_time'),
    unit: 'min',
    cap: 12 * HOUR,
    targets: target(30),
    isEligible: isUrgentPci,
    isTicked: isUrgentPciChosen,
    standard: '中国胸痛中心认证 [S10]',
  }),
  interval('FMC2DAPT', {
    label: 'FMC2DAPT(首次医疗接触~负荷双抗)',
    start: contact,
    end: first('special_treat.first_drug_time'),
    unit: 'min',
    cap: DAY,
    targets: target(30),
    isEligible: isAcs,
    standard: 'the line of [S2]; the national figure starts at the diagnosis',
  }),
] as const;

const LYSIS = [
  interval('D2N', {
    label: 'D2N(入门~溶栓)',
    start: (facts) => (isLysedBeforeArrival(facts) ? contact(facts) : gate(facts)),
    end: lysis,
    unit: 'min',
    cap: DAY,
    targets: target(30),
    isEligible: all(hasDoor, isStemi, isLysisPlanned),
    standard: 'AHA Mission: Lifeline [S9]; the figure of ESC starts at the diagnosis',
  }),
  interval('L2ANGIO', {
    label: '溶栓~造影',
    start: ofOneRecord(LYSED_HERE, LYSED_BEFORE),
    end: ofOneRecord(SEEN_HERE, SEEN_BEFORE),
    unit: 'min',
    cap: 7 * DAY,
    targets: [{ from: ALWAYS, limits: [DAY], atLeast: 2 * HOUR }],
    isEligible: anySet(LYSED_HERE, LYSED_BEFORE),
    standard: 'ESC 2017: within 2 to 24 hours [S8]',
  }),
] as const;

/** Chest pain (clinical.md 1.3). */
export const CHESTPAIN = [
  onsetToDoor,
  doorToWire,
  interval('F2W', {
    label: 'F2W(首次医疗接触~导丝通过)',
    start: contact,
    end: wire,
    unit: 'min',
    cap: DAY,
    targets: [{ from: ALWAYS, limits: [90], ofTransferred: [120] }],
    isEligible: isUrgentPci,
    isTicked: isUrgentPciChosen,
    standard: 'AHA Mission: Lifeline [S9]',
  }),
  interval('S2FMC', {
    label: 'S2FMC(发病~首次医疗接触)',
    start: unlessContactUnknown(onset),
    end: contact,
    unit: 'min',
    cap: 7 * DAY,
    fromOnset: true,
    isEligible: isStemi,
    standard: 'clinical.md 1.3; no target, a falling trend',
  }),
  interval('FMC2ECG', {
    label: 'FMC2ECG(首次医疗接触~首份心电图)',
    start: contact,
    end: firstEcg,
    unit: 'min',
    cap: DAY,
    targets: target(10),
    isEligible: () => true,
    standard: '中国胸痛中心认证 [S10]; ESC 2017 [S8], AHA [S9]',
  }),
  interval('ECG2DX', {
    label: '首份心电图~确诊',
    start: firstEcg,
    end: firstEcgDiagnosis,
    unit: 'min',
    cap: DAY,
    targets: target(10),
    isEligible: isStemi,
    standard: '中国胸痛中心认证 [S10]',
  }),
  ...PREPARATION,
  ...LYSIS,
  interval('DIDO', {
    label: 'DIDO(转出医院入门~出门)',
    start: first('patient.into_tran_hos_time'),
    end: first('patient.leave_tran_hos_time'),
    unit: 'min',
    cap: DAY,
    targets: target(45, 30),
    isEligible: all(isTransferredIn, areTransferTimesKnown),
    standard: 'AHA Mission: Lifeline [S9]',
  }),
  interval('CONSENT', {
    label: '知情同意时间',
    start: first('special_treat.surgery_talk_time'),
    end: first('special_treat.surgery_sign_time'),
    unit: 'min',
    cap: 12 * HOUR,
    isEligible: hasPci,
    standard: 'clinical.md 1.3; no figure found',
  }),
  resuscitationStay,
  hospitalDays,
  hospitalCost,
] as const;
