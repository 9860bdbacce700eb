import { block, choice, integer, string, text } from '../fields.ts';

export const scoreRecord = block(
  'score_record',
  { label: '评分记录', types: [] },
  {
    id: integer('评分记录id'),
    case_id: integer('病例id'),
    case_type: choice('病例类型', 'CASE_TYPE_CODE'),
    score_type: string('评分类型', { choices: 'SCORE_TYPE' }),
    score_data: text('评分数据'),
  },
);
