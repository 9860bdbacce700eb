import { block, choice, instant, object, string } from '../fields.ts';

export const position = block('patient', '定位', {
  car_gps_info: object('车载gps定位数据', { readOnly: true }),
  user_gps_info: object('用户发送的gps数据', { readOnly: true }),
  user_gps_update_time: instant('用户最后发送gps时间', { readOnly: true }),
  send_gps_user: object('发送定位的用户信息', { readOnly: true }),
  car_to: choice('去返程标识', 'GPS_TO', { readOnly: true }),
  predict_arrive_info: object('预到达信息', { readOnly: true }),
  hospital_location: string('医院位置', { maxLength: 255, readOnly: true }),
  scence_location: string('发病地点定位', { maxLength: 255 }),
});
