import { block, choice, instant, text } from '../fields.ts';

export const insideRoadmap = block(
  'patient.inside_roadmap',
  { label: '院内路线', quick: 'ir_' },
  {
    eme_trans_depart_time: instant('转科时间'),
    eme_outcome: choice('患者急诊转归', 'EME_OUTCOME', { maxLength: 50 }),
    eme_trans_to_department: text('转送去向科室'),
    first_doctor_time: instant('急诊接诊时间'),
  },
);

export const chestPainRoadmap = block(
  'patient.inside_roadmap',
  { label: '胸痛院内路线', types: ['chestpain'], quick: 'ir_' },
  {
    chestpain_outcome: choice('患者胸痛中心转归', 'CHESTPAIN_OUTCOME', { maxLength: 50 }),
    chestpain_outcome_other: text('患者胸痛中心转归'),
    ultrasound_check_time: instant('超声检查时间'),
    ultrasound_report_time: instant('超声报告时间'),
    ct_notice_time: instant('通知CT室时间'),
    ct_doctor_arrive_time: instant('CT人员到达时间'),
    ct_ready_time: instant('CT室完成准备时间'),
    ct_saomiao_time: instant('CT扫描时间'),
  },
);

export const traumaRoadmap = block(
  'patient.inside_roadmap',
  { label: '创伤院内路线', types: ['trauma'], quick: 'ir_' },
  {
    td_arrive_eme_time: instant('创伤救治队员到达急诊时间'),
    leave_micu_time: instant('出MICU时间'),
    chest_xray_time: instant('完成胸部X片时间'),
    pelvic_xray_time: instant('完成盆骨X片时间'),
    fast_time: instant('完成FAST检查时间'),
  },
);
