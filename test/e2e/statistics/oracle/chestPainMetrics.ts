import { DAY, firstOf, HOUR, interval, type End, type FindEnd, type Metric } from './measuring.ts';
import { A, comeFrom, isBroughtIn, isDiagnosed, isIntervened, isIntervenedUnticked } from './populations.ts';
import { isSet, isTrue, minuteOf, textAt, valueAt, type Row } from './row.ts';

const DOOR = firstOf(`${A}.hospital_arrive_time`, `${A}.triage_time`, `${A}.register_time`);
const WIRE = firstOf('special_treat.wire_pass_time', 'special_treat.stent_release_time');
const ACS = ['1', '2', '3'];

/** A flag that also takes a time: anything but false says that the first contact is unknown. */
const isUnknownTouch = (row: Row): boolean => ![undefined, false].includes(valueAt(row, 'patient.un_first_touch_time'));

/** First medical contact; every metric of it is `missing_start` when it is marked as unknown (clinical 1.3). */
const FMC: FindEnd = (row) => (isUnknownTouch(row) ? undefined : firstOf('patient.first_touch_time')(row));

/** The earliest ECG of both lists. */
const firstEcg = (row: Row): Row | undefined => {
  const rows: Row[] = [...(row.pre_ecg ?? []), ...(row.inside_ecg ?? [])].filter((ecg) => isSet(ecg, 'ecg_fetch_time'));
  return rows.sort((one, other) => one.ecg_fetch_time.localeCompare(other.ecg_fetch_time))[0];
};
const endAt = (time: string | undefined): End | undefined =>
  time === undefined ? undefined : { time, isFallback: false };
const ecgTime =
  (name: string): FindEnd =>
  (row) =>
    endAt(textAt(firstEcg(row), name));

const HERE = 'special_treat.stemi';
const BEFORE = 'patient.inside_rescue_info_chestpain';

/** In this hospital, else before it. */
const LYSIS: FindEnd = (row) =>
  endAt(textAt(row, `${HERE}.lysis_start_time`) ?? textAt(row, `${BEFORE}.lysis_start_time`));

type Pair = readonly [start: string | undefined, end: string | undefined];

/** One record's start and end, where one has both; else what there is, this hospital's first. */
const lysisAndAngiography = (row: Row): Pair => {
  const pairs = [HERE, BEFORE].map((block): Pair => [
    textAt(row, `${block}.lysis_start_time`),
    textAt(row, `${block}.lysis_affect_time`),
  ]);
  const [here, before] = pairs;
  return pairs.find((pair) => !pair.includes(undefined)) ?? [here?.[0] ?? before?.[0], here?.[1] ?? before?.[1]];
};

/** Given before the arrival by the record of that time; with neither time, planned there alone. */
const isLysedBefore = (row: Row): boolean => {
  const [lysis, arrival] = [LYSIS(row), textAt(row, `${A}.hospital_arrive_time`)];
  if (lysis === undefined) return !isTrue(row, `${HERE}.is_sift`);
  if (isSet(row, `${HERE}.lysis_start_time`)) return false;
  return arrival === undefined || minuteOf(lysis.time) < minuteOf(arrival);
};

/** The door, or the first contact when the drug was given before it. */
const lysisStart: FindEnd = (row) => (isLysedBefore(row) ? FMC(row) : firstOf(`${A}.hospital_arrive_time`)(row));

const isSifted = (row: Row): boolean => isTrue(row, `${HERE}.is_sift`) || isTrue(row, `${BEFORE}.is_sift`);
const isTransferKnown = (row: Row): boolean =>
  comeFrom(row) === '2' &&
  !isTrue(row, 'patient.un_into_tran_hos_time') &&
  !isTrue(row, 'patient.un_leave_tran_hos_time');
const hasPci = (row: Row): boolean =>
  isSet(row, 'special_treat.pci_time') || isSet(row, 'special_treat.wire_pass_time');

/** Clinical 1.3. */
export const CHEST_PAIN_METRICS: readonly Metric[] = [
  interval({
    key: 'D2W',
    start: DOOR,
    end: WIRE,
    isEligible: (row) => isBroughtIn(row) && isIntervened(row),
    isUnticked: isIntervenedUnticked,
    cap: DAY,
    target: 90,
    goals: [60],
  }),
  interval({
    key: 'F2W',
    start: FMC,
    end: WIRE,
    isEligible: isIntervened,
    isUnticked: isIntervenedUnticked,
    cap: DAY,
    target: (row) => (comeFrom(row) === '2' ? 120 : 90),
    goals: [90, 120],
  }),
  interval({
    key: 'S2FMC',
    start: (row) => (isUnknownTouch(row) ? undefined : firstOf('patient.disease_time')(row)),
    end: FMC,
    isEligible: (row) => isDiagnosed(row, '1'),
    startsAtOnset: true,
    cap: 7 * DAY,
  }),
  interval({ key: 'FMC2ECG', start: FMC, end: ecgTime('ecg_fetch_time'), cap: DAY, target: 10 }),
  interval({
    key: 'ECG2DX',
    start: ecgTime('ecg_fetch_time'),
    end: ecgTime('ecg_diagnosis_time'),
    isEligible: (row) => isDiagnosed(row, '1'),
    cap: DAY,
    target: 10,
  }),
  interval({
    key: 'TROP',
    start: firstOf(`${A}.biomarker_time`),
    end: firstOf(`${A}.biomarker_report_time`),
    isEligible: (row) => isSet(row, `${A}.biomarker_time`) || isSet(row, `${A}.biomarker_report_time`),
    cap: DAY,
    target: 20,
  }),
  interval({
    key: 'CATHACT',
    start: firstOf('special_treat.cath_start_time'),
    end: firstOf('special_treat.cath_activate_time'),
    isEligible: isIntervened,
    isUnticked: isIntervenedUnticked,
    cap: 12 * HOUR,
    target: 30,
  }),
  interval({
    key: 'FMC2DAPT',
    start: FMC,
    end: firstOf('special_treat.first_drug_time'),
    isEligible: (row) => isDiagnosed(row, ...ACS),
    cap: DAY,
    target: 30,
  }),
  interval({
    key: 'D2N',
    start: lysisStart,
    end: LYSIS,
    isEligible: (row) => isDiagnosed(row, '1') && isSifted(row) && isBroughtIn(row),
    cap: DAY,
    target: 30,
  }),
  interval({
    key: 'L2ANGIO',
    start: (row) => endAt(lysisAndAngiography(row)[0]),
    end: (row) => endAt(lysisAndAngiography(row)[1]),
    isEligible: (row) => LYSIS(row) !== undefined,
    never: 'missing_start',
    cap: 7 * DAY,
    target: DAY,
    targetFrom: 2 * HOUR,
  }),
  interval({
    key: 'DIDO',
    start: firstOf('patient.into_tran_hos_time'),
    end: firstOf('patient.leave_tran_hos_time'),
    isEligible: isTransferKnown,
    cap: DAY,
    target: 45,
    goals: [30],
  }),
  interval({
    key: 'CONSENT',
    start: firstOf('special_treat.surgery_talk_time'),
    end: firstOf('special_treat.surgery_sign_time'),
    isEligible: hasPci,
    cap: 12 * HOUR,
  }),
];
