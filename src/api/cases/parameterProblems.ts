import type { ParameterProblem } from '../../projections/cases/createdParameters.ts';
import type { FieldErrors } from '../problems/sentences.ts';
import { VALUE_SENTENCES } from './valueProblems.ts';

const SENTENCES: Readonly<Record<ParameterProblem, string>> = {
  ...VALUE_SENTENCES,
  unknown_parameter: '未知的筛选条件',
  range_ends: '范围应给出起止两个值',
  month_format: '月份格式不正确,应为 YYYY-MM-01',
  not_a_count: '应为非负整数',
  cursor_broken: '翻页游标无效,请从 cursor=* 重新开始',
  cursor_of_other_order: '翻页游标属于另一种排序,请从 cursor=* 重新开始',
  cursor_and_offset: '翻页游标不能与 offset 同时使用',
  unknown_order: '不支持按此字段排序',
  node_missing: '应同时给出 node',
};

export const parameterSentencesOf = (problems: Readonly<Record<string, ParameterProblem>>): FieldErrors =>
  Object.fromEntries(Object.entries(problems).map(([name, problem]) => [name, [SENTENCES[problem]]]));
