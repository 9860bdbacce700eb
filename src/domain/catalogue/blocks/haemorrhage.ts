import { block, choice, instant, integer, multiChoice } from '../fields.ts';

export const haemorrhage = block(
  'assist_examination',
  { label: '脑出血', types: ['apoplexy'], quick: '' },
  {
    out_center_time: instant('出卒中中心时间'),
    ncx_area: integer('出血大小', { min: 0 }),
    ncx_l_site: multiChoice('出血部位左侧', 'NCX_L_SITE'),
    ncx_r_site: multiChoice('出血部位右侧', 'NCX_R_SITE'),
    yx_lnxg_check: multiChoice('颅内血管检查', 'YX_LNXG_CHECK'),
    ncx_cause: choice('脑出血病因诊断', 'NCX_CAUSE'),
  },
);
