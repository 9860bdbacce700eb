import { CASE_TYPES, type CaseTypeName } from '../catalogue/caseTypes.ts';
import { factsOf, type CaseFacts, type CaseValues } from '../catalogue/intervals/facts.ts';
import { isSevereTrauma, isThrombolysisChosen } from '../catalogue/intervals/populations.ts';
import { localDay } from '../shared/times.ts';
import { ageOn } from './age.ts';
import { ARCHIVE_CODES } from './archive.ts';
import {
  doorToWireClass,
  graceClass,
  nihssAtDischargeClass,
  nihssBeforeTherapyClass,
  recanalisationClass,
  thrombolysisClass,
  type ClassCode,
} from './classes.ts';
import type { FieldValue } from './events.ts';
import type { PatientState } from './state.ts';

type Derived = Record<string, FieldValue>;

/** `unknown` is a slice of statistics, not a value of the field. */
const shown = (path: string, code: ClassCode): Derived =>
  code === undefined || code === 'unknown' ? {} : { [path]: code };

/** The call block is kept at the case root; the resuscitation record mirrors it (E-CASE-18, A-59). */
const MIRRORED = ['call_time', 'send_car_time', 'car_start_time', 'arrive_scene_time', 'leave_scene_time'] as const;

const mirrors = (values: CaseValues): Derived => {
  const result: Derived = {};
  for (const name of MIRRORED) {
    const value = values[name];
    if (value !== undefined) result[`patient.precpr.${name}`] = value;
  }
  return result;
};

/** Age in whole years on the local day of arrival, once the date of birth is known; otherwise what was entered stands. */
const age = (values: CaseValues, createdTime: string, zone: string): Derived => {
  const born = values['patient.birth_date'];
  const arrived = values['assist_examination.hospital_arrive_time'] ?? createdTime;
  if (typeof born !== 'string' || typeof arrived !== 'string') return {};
  const years = ageOn(localDay(arrived, zone), born);
  return years === undefined ? {} : { 'patient.age': years };
};

const BY_TYPE: Partial<Record<CaseTypeName, (facts: CaseFacts) => Derived>> = {
  chestpain: (facts) => ({
    ...shown('d2wtype', doorToWireClass(facts)),
    ...shown('gracescoretype', graceClass(facts.values)),
  }),
  apoplexy: ({ values }) => ({
    ...(isThrombolysisChosen(values) && { 'thrombolysis.is_medication': true }),
    ...shown('ais_rs', thrombolysisClass(values)),
    ...shown('ais_zt', recanalisationClass(values)),
    ...shown('ais_nihss', nihssBeforeTherapyClass(values)),
    ...shown('aneu_nihss', nihssAtDischargeClass(values)),
  }),
  trauma: ({ values }) => ({ critical: isSevereTrauma(values) }),
};

/** What follows from the recorded values: read-only fields of the live case, set ones only, by catalogue path. */
export const derivedValues = (state: PatientState, zone: string): Readonly<Derived> => {
  const { current, createdTime, values } = state;
  if (!current || createdTime === undefined) return {};
  return {
    created_time: createdTime,
    is_huizhen: false,
    'patient.emergency_type': CASE_TYPES[current.caseType].code,
    'patient.arch_status': ARCHIVE_CODES[state.archive],
    ...mirrors(values),
    ...age(values, createdTime, zone),
    ...BY_TYPE[current.caseType]?.(factsOf(state, zone)),
  };
};
