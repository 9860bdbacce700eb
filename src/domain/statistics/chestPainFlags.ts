import type { FieldPath } from '../catalogue/catalogue.ts';
import { onsetToDoor } from '../catalogue/intervals/everyType.ts';
import type { CaseFacts } from '../catalogue/intervals/facts.ts';
import { HOUR } from '../catalogue/intervals/metric.ts';
import {
  all,
  anySet,
  hasPci,
  isBroughtByAmbulance,
  isDischarged,
  isStemi,
  isWalkIn,
  type IsIn,
} from '../catalogue/intervals/populations.ts';
import { measure } from '../catalogue/measure.ts';
import type { FlagOrUnknown } from './traumaFlags.ts';

/** Whether all of these were said of a case of the population; `unknown` while nobody has said one, and none is denied. */
const saidOf =
  (isIn: IsIn, ...paths: readonly FieldPath[]): FlagOrUnknown =>
  ({ values }) => {
    if (!isIn(values)) return undefined;
    if (paths.some((path) => values[path] === false)) return false;
    return paths.every((path) => values[path] === true) ? true : 'unknown';
  };

const PASSED_EMERGENCY: FieldPath = 'special_treat.is_pass_em';
const PASSED_CCU: FieldPath = 'special_treat.is_pass_ccu';

/** Brought by ambulance for an intervention, past both the emergency department and the CCU (clinical.md 1.3). */
export const isPastEmergencyAndCcu = saidOf(all(isStemi, isBroughtByAmbulance, hasPci), PASSED_EMERGENCY, PASSED_CCU);

/** Came on his own for an intervention, past the CCU. */
export const isPastCcu = saidOf(all(isStemi, isWalkIn, hasPci), PASSED_CCU);

/** Brought by ambulance, the ECG sent ahead. */
export const isEcgSentAhead = saidOf(all(isStemi, isBroughtByAmbulance), 'patient.is_remote_ecg');

const WINDOW = 12 * HOUR;

/** Came through the door within 12 hours of the onset; undefined where one of both is not known well enough. */
const isInTime = (facts: CaseFacts): boolean | undefined => {
  const { status, value } = measure(onsetToDoor, facts);
  if (value !== null) return value <= WINDOW;
  return status === 'not_applicable' || status === 'implausible' ? false : undefined;
};

/** Lysed or intervened, by the times that say so (D-23). */
const isTreated: IsIn = (values) =>
  hasPci(values) ||
  anySet('special_treat.stemi.lysis_start_time', 'patient.inside_rescue_info_chestpain.lysis_start_time')(values);

const isOver: IsIn = (values) => isDischarged(values) || anySet('patient.leave_hospital.dead_time')(values);

/** Reperfusion of the STEMI that came in time; not given only once the stay is over (clinical.md 1.3). */
export const isReperfused: FlagOrUnknown = (facts) => {
  const isCounted = isStemi(facts.values) ? isInTime(facts) : false;
  if (isCounted === false) return undefined;
  if (isCounted === undefined) return 'unknown';
  if (isTreated(facts.values)) return true;
  return isOver(facts.values) ? false : 'unknown';
};
