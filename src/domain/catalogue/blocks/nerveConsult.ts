import { block, instant, string } from '../fields.ts';

export const nerveConsult = block(
  'assist_examination',
  { label: '神经专科', types: ['apoplexy'], quick: '' },
  {
    ask_nerve_huizhen_time: instant('通知神内会诊时间'),
    first_nerve_recieve_time: instant('神内一线医生接诊时间'),
    first_nerve_arrive_time: instant('神经内科会诊到达时间'),
    first_nerve_doctor: string('神内一线医生', { maxLength: 50 }),
    into_nerve_time: instant('进入神经内科病房时间'),
    into_nerve2_time: instant('进入神经内科2病房时间'),
    into_nerve3_time: instant('进入神经内科3病房时间'),
    into_nerve_sur_time: instant('进入神经外科病房时间'),
  },
);
