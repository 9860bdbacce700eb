import { getField, type FieldPath } from '../catalogue.ts';
import { first } from './ends.ts';
import { HOUR, interval } from './metric.ts';
import { anySet } from './populations.ts';

const ARREST = 'patient.precpr.heart_attack_time';

/** No-flow and low-flow times in the manner of Utstein (clinical.md 1.5), of whoever has a time of the resuscitation. */
const fromArrest = <const Key extends string>(key: Key, end: FieldPath) =>
  interval(key, {
    label: `心脏骤停~${getField(end).label}`,
    start: first(ARREST),
    end: first(end),
    unit: 'min',
    cap: 4 * HOUR,
    isEligible: anySet(ARREST, end),
    standard: 'Utstein (general knowledge)',
  });

/** The resuscitation set of every type, in the order of the steps. */
export const RESUSCITATION = [
  fromArrest('CPR_WITNESS', 'patient.precpr.witness_start_pcr_time'),
  fromArrest('CPR_DOCTOR', 'patient.precpr.doctor_start_pcr_time'),
  fromArrest('CPR_DEFIBRATE', 'patient.precpr.first_defibrate_time'),
  fromArrest('CPR_DRUG', 'patient.precpr.first_use_drug_time'),
  fromArrest('CPR_AIRWAY', 'patient.precpr.set_breath_way_time'),
  fromArrest('CPR_ROSC', 'patient.precpr.rosc_time'),
] as const;
