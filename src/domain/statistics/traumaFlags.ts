import { isBroughtByAmbulance, isSevereTrauma, isTransferredIn } from '../catalogue/intervals/populations.ts';
import { isBefore } from '../catalogue/intervals/ends.ts';
import type { CaseFacts } from '../catalogue/intervals/facts.ts';
import { arrival, emergencyStay } from '../catalogue/intervals/trauma.ts';
import { measure } from '../catalogue/measure.ts';

type Flag = (facts: CaseFacts) => boolean;
/** Undefined for a case that is not counted at all. */
export type FlagOrUnknown = (facts: CaseFacts) => boolean | 'unknown' | undefined;

const LEFT_DEAD = '5';
const DIED_IN_EMERGENCY = '04';

/** A score is done when somebody says so and its sum is there (clinical.md 1.4, rate). */
const isDone =
  (score: 'gcs' | 'ti' | 'iss'): Flag =>
  ({ values }) =>
    values[`patient.disease_evalute.is_eme_${score}`] === true &&
    values[`patient.disease_evalute.eme_${score}`] !== undefined;

export const isGcsDone = isDone('gcs');
export const isTiDone = isDone('ti');
export const isIssDone = isDone('iss');

/** Counted as not severe, and also on its own (D-28). */
export const isUnscored: Flag = ({ values }) => values['patient.disease_evalute.eme_iss'] === undefined;

/** The label of `transfusion` says transfer (clinical.md 1.4). */
export const isTransferred: Flag = ({ values }) => isTransferredIn(values);

/** Known from the time of death or from how the patient left; `unknown` while nobody has said how it ended. */
export const isDead: FlagOrUnknown = ({ values }) => {
  const left = values['patient.leave_hospital.leave_hos_way'];
  const outcome = values['patient.inside_roadmap.eme_outcome'];
  const isKnownDead = values['patient.leave_hospital.dead_time'] !== undefined;
  if (isKnownDead || left === LEFT_DEAD || outcome === DIED_IN_EMERGENCY) return true;
  const isOver = left ?? outcome ?? values['patient.leave_hospital.leave_hos_time'];
  return isOver === undefined ? 'unknown' : false;
};

export const isSevereDead: FlagOrUnknown = (facts) => (isSevereTrauma(facts.values) ? isDead(facts) : undefined);

/** Of the stays in the department that have a length, those that ended with a death there [S32]. */
export const isStayEndedByDeath: FlagOrUnknown = (facts) => {
  if (measure(emergencyStay, facts).status !== 'ok') return undefined;
  const died = facts.values['patient.leave_hospital.dead_time'];
  const isOutcome = facts.values['patient.inside_roadmap.eme_outcome'] === DIED_IN_EMERGENCY;
  return isOutcome || (died !== undefined && died === emergencyStay.end(facts)?.at);
};

const ALERT = 'patient.pre_warning.alert_time';

const hasOtherWarning = ({ values }: CaseFacts): boolean =>
  Object.keys(values).some((path) => path.startsWith('patient.pre_warning.') && path !== ALERT);

/** Whether the hospital was told before the ambulance came; without the time of the alert, whether there is a pre-warning. */
export const isForewarned: FlagOrUnknown = (facts) => {
  const { values } = facts;
  if (!isBroughtByAmbulance(values)) return undefined;
  const alerted = values[ALERT];
  if (typeof alerted !== 'string') return hasOtherWarning(facts);
  const arrived = arrival(facts);
  return !arrived || !isBefore(arrived.at, alerted);
};
