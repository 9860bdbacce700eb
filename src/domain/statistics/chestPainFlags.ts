import type { FieldPath } from '../catalogue/catalogue.ts';
import { all, hasPci, isBroughtByAmbulance, isStemi, isWalkIn, type IsIn } from '../catalogue/intervals/populations.ts';
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
