import { block, choice, instant } from '../fields.ts';

export const catheter = block(
  'special_treat',
  { label: '介入治疗', types: ['chestpain'] },
  {
    decide_pci_time: instant('决定介入手术时间'),
    cath_start_time: instant('启动导管室时间'),
    cath_activate_time: instant('导管室激活时间'),
    cath_arrive_time: instant('患者到达导管室时间'),
    pci_time: instant('开始介入治疗时间'),
    wire_pass_time: instant('导丝通过时间'),
    stent_release_time: instant('支架释放时间'),
  },
);

export const heartSurgery = block(
  'special_treat',
  { label: '外科手术', types: ['chestpain'] },
  {
    notice_cs_time: instant('通知心脏外科会诊时间'),
    cs_consult_time: instant('心脏外科会诊时间'),
    ci_consult_time: instant('心脏内科会诊时间'),
    vs_consult_time: instant('血管外科会诊时间'),
    surgery_talk_time: instant('知情同意时间'),
    surgery_sign_time: instant('签署手术同意时间'),
    surgery_start_time: instant('手术开始时间'),
    surgery_end_time: instant('手术结束时间'),
    surgery_result: choice('手术结果', 'SURGERY_RESULT', { maxLength: 50 }),
  },
);
