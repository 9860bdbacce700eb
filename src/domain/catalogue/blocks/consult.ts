import { block, choice, instant, integer, number, object, text } from '../fields.ts';

export const consultItem = block(
  'huizhen_mine',
  { label: '会诊消息', types: [] },
  {
    id: integer('房间号', { choices: 'ROOM_PREFIX' }),
    unread_msg_count: integer('未读消息'),
    latest_msg_time: instant('最新消息时间'),
    huizhen: object('会诊'),
  },
);

export const consultOpinion = block(
  'huizhen_mine.huizhen',
  { label: '会诊', types: [] },
  {
    opinion: text('会诊意见'),
    hz_type: choice('会诊类型', 'HZ_TYPE'),
  },
);

export const consultPatient = block(
  'huizhen_mine.huizhen.patient',
  { label: '会诊患者', types: [] },
  {
    case_id: integer('病例id'),
    illness_grade: choice('分诊级别', 'ILLNESS_GRADE_CHOICES'),
    case_tpe: choice('病例类型', 'CASE_TYPE_NAME'),
    patient_case: choice('病例名称', 'PATIENT_CASE'),
  },
);

export const mdtSign = block(
  'mdt',
  { label: '会诊签到', types: [] },
  {
    patient_id: integer('患者id'),
    timestamp: number('时间戳'),
    huizhen_created_time: instant('发起会诊时间'),
    arrive_use_minute: integer('会诊到达耗时'),
    hz_type: choice('会诊的类型', 'HZ_TYPE'),
  },
);
