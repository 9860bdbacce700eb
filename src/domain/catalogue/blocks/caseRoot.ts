import { block, flag, instant } from '../fields.ts';

export const caseRoot = block('', '病历', {
  created_time: instant('创建时间', { readOnly: true }),
  is_huizhen: flag('是否为会诊', { readOnly: true }),
});

export const severity = block(
  '',
  { label: '创伤分级', types: ['trauma'] },
  {
    critical: flag('严重创伤', { readOnly: true }),
  },
);
