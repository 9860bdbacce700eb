import { DAY, earliestOf, firstOf, HOUR, interval, latestOfAll, restricted, type Metric } from './measuring.ts';
import { A, comeFrom, isBroughtIn, isSevere, LEAVE, ROADMAP } from './populations.ts';
import { isSet, type Row } from './row.ts';

const ARRIVAL = firstOf(`${A}.hospital_arrive_time`, `${A}.triage_time`, `${A}.arrive_emrescue_room_time`);
const ORDERS = 'patient.other_info';
const MICU = [`${A}.arrive_micu_time`, `${ROADMAP}.leave_micu_time`] as const;

/** Not applicable when both ends are empty (D-23). */
const paired = (start: string, end: string) => ({
  start: firstOf(start),
  end: firstOf(end),
  isEligible: (row: Row) => isSet(row, start) || isSet(row, end),
});

const picture = (key: string, path: string): Metric =>
  interval({ key, start: ARRIVAL, end: firstOf(path), isEligible: isBroughtIn, cap: DAY });

/** Clinical 1.4. @param stay the days in hospital, which every type has */
export const traumaMetrics = (stay: Metric): readonly Metric[] => {
  const micu = interval({ key: 'micu_mean', ...paired(...MICU), unit: 'd', cap: 365 * DAY });
  return [
    interval({
      key: 'tranfer',
      start: firstOf('leave_scene_time'),
      end: firstOf(`${A}.hospital_arrive_time`),
      isEligible: (row) => ['1', '2'].includes(comeFrom(row) ?? ''),
      cap: DAY,
    }),
    interval({
      key: 'eme_get_ready',
      start: ARRIVAL,
      isEligible: isBroughtIn,
      end: firstOf(`${ROADMAP}.td_arrive_eme_time`),
      cap: 12 * HOUR,
      early: 60,
      target: 5,
    }),
    interval({
      key: 'ctnfast',
      start: ARRIVAL,
      isEligible: isBroughtIn,
      end: latestOfAll(
        `${A}.ct_scan_time`,
        `${ROADMAP}.chest_xray_time`,
        `${ROADMAP}.pelvic_xray_time`,
        `${ROADMAP}.fast_time`,
      ),
      cap: DAY,
      target: 45,
    }),
    interval({
      key: 'eme_tranfusion_ready',
      ...paired(`${ORDERS}.advice_transfusion_time`, `${ORDERS}.exec_transfusion_time`),
      cap: DAY,
      target: 60,
    }),
    interval({
      key: 'airway',
      ...paired(`${ORDERS}.advice_build_airway_time`, `${ORDERS}.success_build_airway_time`),
      cap: 4 * HOUR,
      target: 5,
    }),
    interval({
      key: 'surg_ready',
      ...paired(`${ORDERS}.advice_eme_surg_time`, `${ORDERS}.start_eme_surg_time`),
      cap: DAY,
    }),
    interval({
      key: 'eme_stop',
      start: ARRIVAL,
      isEligible: isBroughtIn,
      end: earliestOf(`${ROADMAP}.eme_trans_depart_time`, `${A}.leave_emergency_time`, `${LEAVE}.dead_time`),
      cap: 7 * DAY,
    }),
    restricted(micu, 'micu_mean', isSevere),
    picture('first_ct_mean', `${A}.ct_scan_time`),
    picture('first_cxray', `${ROADMAP}.chest_xray_time`),
    picture('first_pxray', `${ROADMAP}.pelvic_xray_time`),
    picture('first_fast', `${ROADMAP}.fast_time`),
    restricted(micu, 'critical_micu_mean', isSevere),
    restricted(stay, 'critical_hosday_mean', isSevere),
  ];
};
