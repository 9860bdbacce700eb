import { block, text } from '../fields.ts';

export const reports = block(
  'assist_examination',
  { label: '报告链接', quick: '' },
  {
    ecg_report: text('心电图报告链接'),
    liver_kidney_electrolyte_report: text('生化报告链接'),
    coagulation_report: text('凝血报告链接'),
    blood_report: text('血常规报告链接'),
    collect_blood_report: text('快速血糖血气报告链接'),
    biomarker_report: text('心肌标志物报告链接'),
    color_ct_report: text('彩超报告链接'),
    ct_report: text('CT报告链接'),
  },
);
