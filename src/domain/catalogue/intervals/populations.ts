import type { FieldValue } from '../../patient/events.ts';
import { isSevereIss } from '../../scores/iss.ts';
import type { FieldPath } from '../catalogue.ts';
import { isBefore } from './ends.ts';
import type { CaseValues } from './facts.ts';

const THROMBOLYSIS = 429;
/** Thrombectomy, intra-arterial lysis, emergency angioplasty or stent (clinical.md 2.4). */
const ENDOVASCULAR = [1001, 1002, 1003];

export type IsIn = (values: CaseValues) => boolean;

const includesAny = (value: FieldValue | undefined, wanted: readonly number[]): boolean =>
  Array.isArray(value) && wanted.some((option) => value.includes(option));

/** Something was done or recorded: at least one of these is set. */
export const anySet =
  (...paths: readonly FieldPath[]): IsIn =>
  (values) =>
    paths.some((path) => values[path] !== undefined);

export const all =
  (...conditions: readonly IsIn[]): IsIn =>
  (values) =>
    conditions.every((holds) => holds(values));

/** In-hospital onset has no door (clinical.md 1.1 rule 9). */
export const hasDoor: IsIn = (values) => values['patient.come_from'] !== '4';

export const isTransferredIn: IsIn = (values) => values['patient.come_from'] === '2';

export const isBroughtByAmbulance: IsIn = (values) =>
  values['patient.come_from'] === '1' || values['patient.come_from'] === '2';

/** Came on his own. */
export const isWalkIn: IsIn = (values) => values['patient.come_from'] === '3';

export const isThrombolysisChosen: IsIn = (values) => includesAny(values['treatment_type'], [THROMBOLYSIS]);

/** Thrombolysis was chosen, or its time says that it was given (D-23). */
export const isThrombolysed: IsIn = (values) =>
  isThrombolysisChosen(values) || values['thrombolysis.medication_time'] !== undefined;

const findDoor = (values: CaseValues): FieldValue | undefined =>
  values['assist_examination.hospital_arrive_time'] ??
  values['assist_examination.triage_time'] ??
  values['assist_examination.register_time'];

/** Transferred in with the drug already running (clinical.md 1.2, drip and ship). */
export const isDripAndShip: IsIn = (values) => {
  const arrived = findDoor(values);
  const given = values['thrombolysis.medication_time'];
  return (
    isTransferredIn(values) && typeof arrived === 'string' && typeof given === 'string' && isBefore(given, arrived)
  );
};

export const isEndovascularChosen: IsIn = (values) => includesAny(values['treatment_type'], ENDOVASCULAR);

/** An endovascular treatment was chosen, or its start says that it was done. */
export const isEndovascular: IsIn = (values) =>
  isEndovascularChosen(values) || values['therapy.embolectomy_time'] !== undefined;

/** Blood flows again: mTICI 2b or 3. */
export const isReopened: IsIn = (values) => values['therapy.tici'] === '2b' || values['therapy.tici'] === '3';

export const isStemi: IsIn = (values) => values['first_diagnosis'] === '1';

/** NSTEMI or unstable angina. */
export const isNstemiOrUa: IsIn = (values) => values['first_diagnosis'] === '2' || values['first_diagnosis'] === '3';

export const isAcs: IsIn = (values) => isStemi(values) || isNstemiOrUa(values);

/** Primary PCI of a STEMI, or the urgent strategy for NSTEMI and UA (clinical.md 1.3). */
export const isUrgentPciChosen: IsIn = (values) =>
  (isStemi(values) && values['special_treat.stemi.stemi_treat_method'] === '1') ||
  (isNstemiOrUa(values) && values['special_treat.acs_invasive_strategy'] === '1');

/** The same, or a wire that was passed in an acute coronary syndrome (D-23). */
export const isUrgentPci: IsIn = (values) =>
  isUrgentPciChosen(values) || (isAcs(values) && values['special_treat.wire_pass_time'] !== undefined);

/** An intervention was done (D-23). */
export const hasPci: IsIn = anySet('special_treat.pci_time', 'special_treat.wire_pass_time');

/** Severe trauma: ISS of at least 16, compared as a number; an empty score is not severe (A-22, R3). */
export const isSevereTrauma: IsIn = (values) => isSevereIss(values['patient.disease_evalute.eme_iss']);

/** Left the hospital (D-23). */
export const isDischarged: IsIn = anySet(
  'patient.leave_hospital.leave_hos_time',
  'patient.leave_hospital.hospital_day',
);
