import { block, choice, flag, flagOrInstant, instant, string, text } from '../fields.ts';

export const transfer = block('patient', '呼救与转院', {
  have_call: flag('有无呼救'),
  call_time_unknown: flag('呼救时间不详'),
  into_tran_hos_time: instant('转出医院入门时间'),
  un_into_tran_hos_time: flag('转出医院入门时间不详'),
  decide_tran_hos_time: instant('决定转院时间'),
  un_decide_tran_hos_time: flag('决定转院时间不详'),
  tran_ambulance_arrive_time: instant('转运救护车到达时间'),
  un_tran_ambulance_arrive_time: flag('转运救护车到达时间不详'),
  leave_tran_hos_time: instant('离开转出医院时间'),
  un_leave_tran_hos_time: flag('离开转出医院时间不详'),
  first_touch_time: instant('首次医疗接触时间'),
  un_first_touch_time: flagOrInstant('首次医疗接触时间不详'),
  first_touch_doctor: text('首次医疗接触医护人员'),
  attack_depart: string('发病科室', { maxLength: 50 }),
});

export const directArrival = block(
  'patient',
  { label: '直达', types: ['chestpain'] },
  {
    direct_to_department: choice('直达', 'DIRECT_ARRIVE', { maxLength: 50 }),
  },
);
