import { DAY, firstOf, HOUR, interval, type Metric } from './measuring.ts';
import { A, comeFrom, hasEndovascular, hasThrombolysis, isBroughtIn, isEndovascularUnticked } from './populations.ts';
import { isSet, minuteOf, textAt, type Row } from './row.ts';

const MEDICATION = 'thrombolysis.medication_time';
const DOOR = firstOf(`${A}.hospital_arrive_time`, `${A}.triage_time`, `${A}.register_time`);

const isLysed = (row: Row): boolean => hasThrombolysis(row) || isSet(row, MEDICATION);
const isLysedUnticked = (row: Row): boolean => isSet(row, MEDICATION) && !hasThrombolysis(row);

/** Drip and ship: a transferred patient whose drug was begun before the arrival (clinical 1.2). */
const wasLysedOnTheWay = (row: Row): boolean => {
  const [door, drug] = [DOOR(row), textAt(row, MEDICATION)];
  return comeFrom(row) === '2' && door !== undefined && drug !== undefined && minuteOf(drug) < minuteOf(door.time);
};

const isPunctured = (row: Row): boolean => isBroughtIn(row) && hasEndovascular(row);

const isRecanalised = (row: Row): boolean => ['2b', '3', undefined].includes(textAt(row, 'therapy.tici'));

/** From the sample or the picture to its report, of whoever has either. */
const untilReport = (key: string, done: readonly string[], report: string): Metric =>
  interval({
    key,
    start: firstOf(...done.map((name) => `${A}.${name}`)),
    end: firstOf(`${A}.${report}`),
    isEligible: (row) => [...done, report].some((name) => isSet(row, `${A}.${name}`)),
    cap: DAY,
  });

/** Clinical 1.2. */
export const STROKE_METRICS: readonly Metric[] = [
  interval({
    key: 'ONT',
    start: firstOf('patient.disease_time'),
    end: firstOf(MEDICATION),
    isEligible: isLysed,
    isUnticked: isLysedUnticked,
    startsAtOnset: true,
    cap: 24 * HOUR,
    target: 270,
    goals: [360],
  }),
  interval({
    key: 'DNT',
    start: DOOR,
    end: firstOf(MEDICATION),
    isEligible: (row) => isLysed(row) && isBroughtIn(row) && !wasLysedOnTheWay(row),
    isUnticked: isLysedUnticked,
    cap: 8 * HOUR,
    target: 60,
    goals: [45, 30],
  }),
  interval({
    key: 'DPT',
    start: DOOR,
    end: firstOf('therapy.puncture_time', 'therapy.embolectomy_time'),
    isEligible: isPunctured,
    isUnticked: isEndovascularUnticked,
    cap: DAY,
    target: (row) => (comeFrom(row) === '2' ? 60 : 90),
    goals: [90, 60],
  }),
  interval({
    key: 'DRT',
    start: DOOR,
    end: firstOf('therapy.recanalization_time'),
    isEligible: (row) => isPunctured(row) && isRecanalised(row),
    isUnticked: isEndovascularUnticked,
    cap: DAY,
    target: 90,
  }),
  interval({
    key: 'door_doctor',
    start: DOOR,
    end: firstOf(`${A}.first_nerve_recieve_time`),
    isEligible: isBroughtIn,
    cap: DAY,
    target: 10,
  }),
  interval({
    key: 'door_ct',
    start: DOOR,
    end: firstOf(`${A}.ct_scan_time`, `${A}.ct_start_time`),
    isEligible: isBroughtIn,
    cap: DAY,
    target: 25,
  }),
  untilReport('ct_report', ['ct_scan_time', 'ct_start_time'], 'ct_report_time'),
  untilReport('glucose_report', ['collect_blood_time'], 'collect_blood_report_time'),
  untilReport('coagulation_report', ['coagulation_time'], 'coagulation_report_time'),
  interval({
    key: 'consent',
    start: firstOf('thrombolysis.talking_time'),
    end: firstOf('thrombolysis.sign_time'),
    isEligible: (row) => isSet(row, 'thrombolysis.talking_time') || isSet(row, 'thrombolysis.sign_time'),
    cap: 12 * HOUR,
  }),
];
