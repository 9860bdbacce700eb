import type { FieldPath } from '../catalogue/catalogue.ts';
import type { Values } from './events.ts';
import type { PatientState } from './state.ts';

const BORN: FieldPath = 'patient.birth_date';
const AGE: FieldPath = 'patient.age';

const isBirthKnown = (values: Values, state: PatientState): boolean =>
  ((BORN in values ? values[BORN] : state.values[BORN]) ?? null) !== null;

/** Once the date of birth is known the age follows from it, so one that is sent was only read (D-03). */
export const withoutEchoedAge = (values: Values, state: PatientState): Values =>
  AGE in values && isBirthKnown(values, state)
    ? Object.fromEntries(Object.entries(values).filter(([path]) => path !== AGE))
    : values;
