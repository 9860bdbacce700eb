import type { FieldProblem } from '../../domain/catalogue/fieldProblem.ts';
import type { FieldErrors } from '../problems/sentences.ts';

/** What the person at the screen reads beside a field whose value cannot be kept; a missing sentence does not compile. */
export const VALUE_SENTENCES: Readonly<Record<FieldProblem, string>> = {
  time_format: '时间格式不正确,应为 YYYY-MM-DD HH:mm:ss',
  time_impossible: '时间不存在',
  time_gap: '该时间因夏令时调整而不存在',
  time_range: '年份应在1900至2100之间',
  date_impossible: '日期不存在,格式应为 YYYY-MM-DD',
  wrong_type: '类型不正确',
  not_a_choice: '取值不在可选范围内',
  word_for_empty: 'unknown 表示未填写,不能作为取值,请留空或填写其他内容',
  number_range: '数值超出允许范围',
  number_impossible: '该数值不可能出现',
  sent_twice: '同一字段在两处的值不一致',
  row_id_repeated: '该行的 id 与前面的行重复',
  field_not_of_case_type: '该病历类型没有此字段',
  key_unusable: '字段名无法保存',
};

export const sentencesOf = (problems: Readonly<Record<string, readonly FieldProblem[]>>): FieldErrors =>
  Object.fromEntries(
    Object.entries(problems).map(([path, found]) => [path, found.map((each) => VALUE_SENTENCES[each])]),
  );
