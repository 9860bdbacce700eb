import { block, instant } from '../fields.ts';

export const otherInfo = block(
  'patient.other_info',
  { label: '其他信息', types: ['trauma'] },
  {
    advice_transfusion_time: instant('提出输血申请时间'),
    exec_transfusion_time: instant('执行输血的时间'),
    advice_build_airway_time: instant('提出建立气道时间'),
    success_build_airway_time: instant('成功建立人工气道时间'),
    advice_eme_surg_time: instant('提出紧急手术医嘱时间'),
    start_eme_surg_time: instant('损伤控制性手术开始时间'),
  },
);
