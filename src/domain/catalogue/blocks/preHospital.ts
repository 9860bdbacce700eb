import { block, flag, instant, string } from '../fields.ts';

export const preHospital = block('', '院前急救', {
  call_time: instant('呼救时间'),
  send_car_time: instant('派车时间'),
  car_start_time: instant('救护车出发时间'),
  arrive_scene_time: instant('到达现场时间'),
  leave_scene_time: instant('离开现场时间'),
  car_number: string('车牌号', { maxLength: 50 }),
  car_nurse: string('随车护士', { maxLength: 50 }),
  car_doctor: string('出车医生', { maxLength: 50 }),
  has_cpr_pre: flag('是否进行院前心肺复苏', { choices: 'COMMON_BOOLEAN_CHOICES' }),
});
