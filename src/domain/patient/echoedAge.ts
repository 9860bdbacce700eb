import { addDays } from 'date-fns/addDays';
import { differenceInYears } from 'date-fns/differenceInYears';
import { parseISO } from 'date-fns/parseISO';
import type { FieldPath } from '../catalogue/catalogue.ts';
import type { FieldValue, Values } from './events.ts';
import type { PatientState } from './state.ts';

const BORN: FieldPath = 'patient.birth_date';
const AGE: FieldPath = 'patient.age';
const ARRIVED: FieldPath = 'assist_examination.hospital_arrive_time';

/** The day of arrival in any zone. */
const DAYS = [-1, 0, 1];

/** What clients may have read as the age while the date of birth was known. */
const agesShown = ({ values, createdTime }: PatientState): readonly number[] => {
  const { [BORN]: born, [ARRIVED]: arrived = createdTime } = values;
  if (typeof born !== 'string' || typeof arrived !== 'string') return [];
  return DAYS.map((days) => differenceInYears(addDays(parseISO(arrived.slice(0, 10)), days), parseISO(born)));
};

const isEchoed = (values: Values, state: PatientState): boolean => {
  const sent: FieldValue | null | undefined = values[AGE];
  const born = BORN in values ? values[BORN] : state.values[BORN];
  return (born ?? null) !== null || agesShown(state).some((age) => age === sent);
};

/**
 * Once the date of birth is known the age follows from it, so one that is sent was only read (D-03); the age that followed
 * from a date which is just cleared was read as well.
 */
export const withoutEchoedAge = (values: Values, state: PatientState): Values =>
  AGE in values && isEchoed(values, state)
    ? Object.fromEntries(Object.entries(values).filter(([path]) => path !== AGE))
    : values;
