import { closedList, openList } from '../choiceList.ts';

/** Choices of consultations, positions, sockets and devices. */
export const messagesChoices = {
  HZ_TYPE: closedList('会诊类型', [
    ['1', '线上会诊'],
    ['2', '床旁会诊'],
  ]),
  ROOM_PREFIX: openList('会诊房间前缀', [
    ['10', '胸痛'],
    ['20', '卒中'],
    ['30', '创伤'],
    ['40', '中毒'],
    ['90', '常规'],
    ['100', '消化道出血'],
  ]),
  GPS_TO: closedList('目的地', [
    ['call_place', '发病地(去程)'],
    ['hospital', '医院(返程)'],
  ]),
  GPS_MESSAGE_TYPE: openList('定位消息type', [
    ['user_send', '用户发送的点'],
    ['car_send', '车载gps发出的点'],
    ['wait_car_send', '待命中的车'],
    ['offline_car_gps', '离线通知'],
    ['start_car_gps', '启动任务'],
    ['release_car_gps', '释放任务'],
  ]),
  WS_TOPIC: openList('WebSocket主题', [
    ['patient_gps', 'gps定位'],
    ['mdt_sign', '会诊签到'],
  ]),
  WS_BIZ: openList('WebSocket biz', [
    ['join_topic', '加入房间'],
    ['quit_topic', '退出房间'],
    ['send_topic', '对某个主题发送消息'],
    ['topic_msg', '主题消息'],
    ['wrist_arrive', '腕带到达'],
    ['medical_device', '医疗设备数据'],
    ['car_track', '旧的定位消息(2021-07-15起不用)'],
  ]),
  DEVICE_MSG_TYPE: openList('设备消息msg_type', [
    ['plain', '普通的数据推送'],
    ['wave', '波形数据'],
  ]),
  DICTNAME_MAP: openList('检查项目中文名对照表', [
    ['MDC_IMPED_TTHOR', '用于绘制RESP曲线数据'],
    ['MDC_ECG_ELEC_POTL_I', 'I导联电压'],
    ['MDC_ECG_ELEC_POTL_II', 'II导联电压'],
    ['MDC_ECG_ELEC_POTL_III', 'III导联电压'],
    ['MDC_ECG_ELEC_POTL_AVL', 'AVL导联电压'],
    ['MDC_ECG_ELEC_POTL_AVR', 'AVR导联电压'],
    ['MDC_ECG_ELEC_POTL_AVF', 'AVF导联电压'],
    ['MDC_ECG_ELEC_POTL_V1', 'V1导联电压'],
    ['MDC_ECG_ELEC_POTL_V2', 'V2导联电压'],
    ['MDC_ECG_ELEC_POTL_V3', 'V3导联电压'],
    ['MDC_ECG_ELEC_POTL_V4', 'V4导联电压'],
    ['MDC_ECG_ELEC_POTL_V5', 'V5导联电压'],
    ['MDC_ECG_ELEC_POTL_V6', 'V6导联电压'],
    ['MDC_PULS_OXIM_PLETH', '指尖容积Pleth曲线数据'],
    ['MDC_ECG_HEART_RATE', '心率HR'],
    ['MDC_TTHOR_RESP_RATE', '呼吸RESP'],
    ['MDC_PULS_OXIM_SAT_O2', '血氧饱和度spo2'],
    ['MDC_PULS_OXIM_PULS_RAT', '脉率PR'],
    ['MDC_PRESS_CUFF_SYS', '无创血压NIBP-收缩压(大)'],
    ['MDC_PRESS_CUFF_DIA', '无创血压NIBP-舒张压(小)'],
    ['MDC_PRESS_CUFF_MEAN', '无创血压NIBP-平均值'],
  ]),
  DRAW_RULE: openList('波形绘制参数', [
    ['pleth', '基准线50, 每秒60点, 页面5秒, 共300点'],
    ['ecg', '基准线0, 32767为无数据, 页面5秒'],
    ['resp', '范围-128~128, 超出截断, 基准0, 页面16秒'],
  ]),
  QUICK_RECORD_PREFIX: openList('快速记录前缀', [
    ['rs_', '溶栓'],
    ['jr_', '介入导管'],
    ['ir_', '创伤'],
  ]),
} as const;
