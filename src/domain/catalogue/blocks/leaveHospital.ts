import { block, choice, instant, integer } from '../fields.ts';

export const leaveHospital = block('patient.leave_hospital', '出院转归', {
  hospital_day: integer('住院天数', { min: 0 }),
  hospital_cost: integer('费用记录', { min: 0 }),
  leave_hos_time: instant('出院时间'),
  leave_hos_way: choice('出院方式', 'HOS_OUTCOME', { maxLength: 2 }),
  dead_time: instant('死亡时间'),
});
