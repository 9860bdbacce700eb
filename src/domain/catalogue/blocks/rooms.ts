import { block, instant } from '../fields.ts';

export const rooms = block(
  'assist_examination',
  { label: '到达科室', quick: '' },
  {
    arrive_icu_time: instant('到达ICU时间'),
    arrive_micu_time: instant('到达MICU时间'),
    arrive_nicu_time: instant('到达NICU时间'),
    arrive_eicu_time: instant('到达EICU时间'),
    arrive_emsg_room_time: instant('到达急诊手术室时间'),
    arrive_emrescue_room_time: instant('到达抢救室时间'),
  },
);
