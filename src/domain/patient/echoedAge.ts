import type { FieldPath } from '../catalogue/catalogue.ts';
import { ageOn } from './age.ts';
import type { FieldValue, Values } from './events.ts';
import type { PatientState } from './state.ts';

const BORN: FieldPath = 'patient.birth_date';
const AGE: FieldPath = 'patient.age';
const ARRIVED: FieldPath = 'assist_examination.hospital_arrive_time';

const DAY_MS = 86_400_000;
/** The day of arrival in any zone. */
const DAYS = [-1, 0, 1];

/** The ages that may follow from these values; none where the birth lies after the arrival. */
const agesFollowing = (values: Values, createdTime: string | undefined): readonly number[] => {
  const born = values[BORN];
  const arrived = values[ARRIVED] ?? createdTime;
  if (typeof born !== 'string' || typeof arrived !== 'string') return [];
  const days = DAYS.map((each) => new Date(Date.parse(arrived) + each * DAY_MS).toISOString().slice(0, 10));
  return days.map((day) => ageOn(day, born)).filter((age) => age !== undefined);
};

const isEchoed = (values: Values, { values: stored, createdTime }: PatientState): boolean => {
  const sent: FieldValue | null | undefined = values[AGE];
  if (agesFollowing({ ...stored, ...values }, createdTime).length > 0) return true;
  return agesFollowing(stored, createdTime).some((age) => age === sent);
};

/**
 * Once the age follows from the date of birth, one that is sent was only read (D-03); the age that followed from a date
 * which is just cleared was read as well.
 */
export const withoutEchoedAge = (values: Values, state: PatientState): Values =>
  AGE in values && isEchoed(values, state)
    ? Object.fromEntries(Object.entries(values).filter(([path]) => path !== AGE))
    : values;
