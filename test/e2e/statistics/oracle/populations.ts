import { isSet, isTrue, minuteOf, textAt, textsAt, valueAt, type Row } from './row.ts';

export const A = 'assist_examination';
export const LEAVE = 'patient.leave_hospital';
export const ROADMAP = 'patient.inside_roadmap';
const SCORES = 'patient.disease_evalute';

export const comeFrom = (row: Row): string | undefined => textAt(row, 'patient.come_from');

/** Not an in-hospital onset, which has no door (clinical 1.1 rule 9). */
export const isBroughtIn = (row: Row): boolean => comeFrom(row) !== '4';

export const isDischarged = (row: Row): boolean =>
  isSet(row, `${LEAVE}.leave_hos_time`) || isSet(row, `${LEAVE}.hospital_day`);

export const isDead = (row: Row): boolean =>
  isSet(row, `${LEAVE}.dead_time`) ||
  textAt(row, `${LEAVE}.leave_hos_way`) === '5' ||
  textAt(row, `${ROADMAP}.eme_outcome`) === '04';

export const isOutcomeKnown = (row: Row): boolean =>
  isDead(row) ||
  [`${ROADMAP}.eme_outcome`, `${LEAVE}.leave_hos_way`, `${LEAVE}.leave_hos_time`].some((path) => isSet(row, path));

/** 严重创伤: compared as a number, so that 9 is less than 16 (R3). */
export const isSevere = (row: Row): boolean => Number(valueAt(row, `${SCORES}.eme_iss`) ?? 0) >= 16;

export const treatments = (row: Row): readonly string[] => textsAt(row, 'treatment_type');
export const hasThrombolysis = (row: Row): boolean => treatments(row).includes('429');
/** Classes thrombectomy and endovascular of the table in clinical 2.4. */
const isEndovascularChosen = (row: Row): boolean =>
  treatments(row).some((code) => ['1001', '1002', '1003'].includes(code));
const EMBOLECTOMY = 'therapy.embolectomy_time';
/** Chosen, or seen by its time (clinical 1.2, DPT). */
export const hasEndovascular = (row: Row): boolean => isEndovascularChosen(row) || isSet(row, EMBOLECTOMY);
export const isEndovascularUnticked = (row: Row): boolean => isSet(row, EMBOLECTOMY) && !isEndovascularChosen(row);

export const strokeType = (row: Row): string | undefined => textAt(row, 'stroke_type');
export const mayBeIschaemic = (row: Row): boolean => ['1', undefined].includes(strokeType(row));

export const isDiagnosed = (row: Row, ...diagnoses: readonly string[]): boolean =>
  diagnoses.includes(textAt(row, 'first_diagnosis') ?? '');

const isTicked = (row: Row): boolean =>
  (isDiagnosed(row, '1') && textAt(row, 'special_treat.stemi.stemi_treat_method') === '1') ||
  (isDiagnosed(row, '2', '3') && textAt(row, 'special_treat.acs_invasive_strategy') === '1');

const isWired = (row: Row): boolean => isDiagnosed(row, '1', '2', '3') && isSet(row, 'special_treat.wire_pass_time');

/** Primary or urgent intervention, ticked or seen by its wire (clinical 1.3, D-23). */
export const isIntervened = (row: Row): boolean => isTicked(row) || isWired(row);
export const isIntervenedUnticked = (row: Row): boolean => isWired(row) && !isTicked(row);

const startOfAlert = (row: Row): string | undefined => textAt(row, 'patient.pre_warning.alert_time');

/** In the emergency department (clinical 1.4). */
const arrivalAt = (row: Row): string | undefined =>
  textAt(row, `${A}.hospital_arrive_time`) ??
  textAt(row, `${A}.triage_time`) ??
  textAt(row, `${A}.arrive_emrescue_room_time`);

/** A pre-warning not later than the arrival; without its time, any sign of one (clinical 1.4). */
export const wasWarned = (row: Row): boolean => {
  const [alert, arrival] = [startOfAlert(row), arrivalAt(row)];
  if (alert === undefined) return isSet(row, 'patient.pre_warning.is_start_mdt');
  return arrival === undefined || minuteOf(alert) <= minuteOf(arrival);
};

export const isScored = (row: Row, score: 'gcs' | 'ti' | 'iss'): boolean =>
  isTrue(row, `${SCORES}.is_eme_${score}`) && isSet(row, `${SCORES}.eme_${score}`);
