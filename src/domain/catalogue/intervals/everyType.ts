import { localDay } from '../../shared/times.ts';
import { first, wholeMinute } from './ends.ts';
import type { CaseFacts, CaseValues } from './facts.ts';
import { all, anySet, hasDoor, isDischarged } from './populations.ts';
import { DAY, interval, listed, quantity, type Amount } from './metric.ts';

/** The hospital's own gate (E-NODE-03) and what stands in for it. */
export const door = first(
  'assist_examination.hospital_arrive_time',
  'assist_examination.triage_time',
  'assist_examination.register_time',
);

export const onset = first('patient.disease_time');

export const onsetToDoor = interval('ODT', {
  label: listed('TIME_NODE', 'ODT'),
  start: onset,
  end: door,
  unit: 'min',
  cap: 7 * DAY,
  fromOnset: true,
  isEligible: hasDoor,
  standard: 'E-NODE-02; windows of treatment instead of a target [S11, S12]',
});

const DAY_MS = 86_400_000;
const DIED = 'patient.leave_hospital.dead_time';
const LEFT_EMERGENCY = 'assist_examination.leave_emergency_time';
const SENT_ON = 'patient.inside_roadmap.eme_trans_depart_time';

/** The stay in the resuscitation room is told of those who left it alive [S32]. */
const leftAlive = (values: CaseValues): boolean => {
  const left = values[LEFT_EMERGENCY] ?? values[SENT_ON];
  const died = values[DIED];
  return values['patient.inside_roadmap.eme_outcome'] !== '04' && (died === undefined || (!!left && left < died));
};

export const resuscitationStay = interval('RESUS_STAY', {
  label: '抢救室滞留时间',
  start: first('assist_examination.arrive_emrescue_room_time'),
  end: first(LEFT_EMERGENCY, SENT_ON),
  unit: 'h',
  cap: 7 * DAY,
  isEligible: all(anySet('assist_examination.arrive_emrescue_room_time'), leftAlive),
  standard: '急诊专业医疗质量控制指标 2015 [S32], deaths left out',
});

const localDayNumber = (at: string, zone: string): number => Date.parse(localDay(at, zone)) / DAY_MS;

/** Whole calendar days; who left on the day of the admission, but before it, has left too early by a part of one. */
const daysBetween = (came: string, left: string, zone: string): number => {
  const days = localDayNumber(left, zone) - localDayNumber(came, zone);
  return days === 0 ? Math.min(0, (wholeMinute(left) - wholeMinute(came)) / DAY) : days;
};

/** The days entered, or the calendar days between admission and discharge. */
const daysInHospital = ({ values, zone }: CaseFacts): Amount | undefined => {
  const entered = values['patient.leave_hospital.hospital_day'];
  if (typeof entered === 'number') return { value: entered };
  const path = 'assist_examination.into_hospital_time';
  const [came, left] = [values[path], values['patient.leave_hospital.leave_hos_time']];
  if (typeof came !== 'string' || typeof left !== 'string') return undefined;
  return { value: daysBetween(came, left, zone), fallback: path };
};

export const HOSPITAL_DAYS = {
  unit: 'd',
  decimals: 1,
  cap: 365,
  amountOf: daysInHospital,
  standard: 'clinical.md 1.3',
} as const;

export const hospitalDays = quantity('hosdaymean', {
  ...HOSPITAL_DAYS,
  label: '平均住院天数',
  isEligible: isDischarged,
});

const COST = 'patient.leave_hospital.hospital_cost';

export const hospitalCost = quantity('hosfeemean', {
  label: '平均住院费用',
  unit: 'yuan',
  decimals: 2,
  cap: Number.POSITIVE_INFINITY,
  isEligible: all(isDischarged, anySet(COST)),
  amountOf: ({ values }) => {
    const value = values[COST];
    return typeof value === 'number' ? { value } : undefined;
  },
  standard: 'clinical.md 1.3',
});
