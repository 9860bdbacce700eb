import { block, choice, instant, integer, object, string } from '../fields.ts';

export const ambulanceTask = block(
  'task',
  { label: '救护车任务', types: [] },
  {
    driver: integer('司机'),
    ambulance: integer('救护车'),
    target_lon: string('目的地经度'),
    target_lat: string('目的地纬度'),
    target_address: string('目的地完整地址包括省份'),
    to: choice('目的地标识', 'GPS_TO'),
    send_gps_user: object('发送gps用户信息'),
    user_gps_update_time: instant('用户最后发送gps时间'),
    user_gps_info: object('用户发送gps定位点'),
    start_time: instant('任务开始时间'),
    emergency_type: choice('出车急救类型', 'CASE_TYPE_CODE'),
    hospital: string('医院'),
    nurse: string('随车护士'),
    doctor: string('随车医生'),
  },
);

export const ambulance = block(
  'ambulance',
  { label: '救护车', types: [] },
  {
    car_number: string('车牌号'),
    imei: string('imei设备编号'),
  },
);

export const driver = block(
  'driver',
  { label: '司机', types: [] },
  {
    name: string('姓名'),
  },
);
