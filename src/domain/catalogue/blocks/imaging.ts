import { block, instant } from '../fields.ts';

export const imaging = block(
  'assist_examination',
  { label: '影像检查', quick: '' },
  {
    color_ct_advice_time: instant('开具彩超医嘱时间'),
    color_ct_notice_time: instant('通知彩超室时间'),
    color_ct_check_time: instant('彩超检查时间'),
    color_ct_result_time: instant('彩超出结果时间'),
    ct_atient_time: instant('患者到达CT1室时间'),
    ct_atient_time_2: instant('患者到达CT2室时间'),
    ct_atient_time_3: instant('患者到达CT3室时间'),
    ct_atient_time_4: instant('患者到达CT4室时间'),
    ct_report_time: instant('CT报告时间'),
    ct_start_time: instant('CT执行时间'),
    ct_scan_time: instant('CT扫描时间/首张图像时间'),
    ct_end_time: instant('CT扫描结束时间'),
    ct_head_time: instant('开具医嘱套餐时间'),
  },
);
