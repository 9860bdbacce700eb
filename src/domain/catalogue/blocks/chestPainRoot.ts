import { block, choice, multiChoice } from '../fields.ts';

export const chestPainRoot = block(
  '',
  { label: '胸痛急救', types: ['chestpain'] },
  {
    first_diagnosis: choice('初步诊断', 'CP_DIAGNOSIS_CODE_CHOICES'),
    d2wtype: choice('D2W分类', 'D2W_TYPE', { readOnly: true }),
    gracescoretype: choice('GRACE危险分层', 'GRACE_SCORE_TYPE', { readOnly: true }),
    d2wdelayreason: multiChoice('D2W延误原因', 'D2W_DELAY_REASON'),
  },
);
