import { block, choice, date, flag, instant, string } from '../fields.ts';

export const visit = block('patient', '就诊', {
  pat_med_card: string('登记号/就诊号/门诊号', { maxLength: 255 }),
  inpatient_no: string('住院号', { maxLength: 255 }),
  has_his_inpatient_no: flag('HIS是否有住院号'),
  admid: string('就诊id', { maxLength: 255 }),
  admdate: date('就诊日期'),
  reg_dept: string('就诊科室', { maxLength: 255 }),
  bed_doctor: string('管床医生', { maxLength: 255 }),
  bed_no: string('床号', { maxLength: 255 }),
  eme_bed_no: string('急诊床位', { maxLength: 255 }),
  wristlet: string('腕带号', { maxLength: 255 }),
  illness_grade: choice('分诊级别', 'ILLNESS_GRADE_CHOICES', { maxLength: 2 }),
  emergency_type: choice('急救类型/病历类型', 'CASE_TYPE_CODE', { readOnly: true }),
  arch_status: choice('归档状态', 'ArchChoice', { readOnly: true, default: '0' }),
  out_car_depart: choice('出车单位', 'OUT_CAR_DEPART'),
  tran_hos_type: choice('转院类型', 'TRAN_HOS_TYPE'),
});

export const preWarning = block('patient.pre_warning', '院前预警', {
  is_start_mdt: flag('是否启动mdt'),
  alert_time: instant('院前预警时间'),
});

export const preAmbulanceInfo = block('patient.pre_ambulance_info', '救护车信息', {
  device_video_url: string('救护车医疗设备盒子视频', { maxLength: 255 }),
  transfer_uids: string('转运id', { maxLength: 255 }),
});
