import { block, choice, integer, string } from '../fields.ts';

export const call = block(
  'call',
  { label: '呼叫', types: [] },
  {
    type: choice('病历类型', 'CASE_TYPE_CODE'),
  },
);

export const callType = block(
  'call_type',
  { label: '呼叫类型', types: [] },
  {
    name: string('名称'),
    value: choice('值', 'CASE_TYPE_CODE'),
    total: integer('总数'),
  },
);
