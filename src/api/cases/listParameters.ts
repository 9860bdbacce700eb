import { Type } from '@sinclair/typebox';
import { flagParameter, pageParameters, rangeParameter } from '../dialect/parameters.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

/**
 * The parameters of a case list that are the same for all types. Every catalogued path is one too, `a__b__c` for `a.b.c`,
 * with `unknown` for empty (E-GEN-06, E-GEN-12); the read model knows them and refuses the others by name.
 */
export const listParameters = Type.Object(
  {
    ...pageParameters,
    cursor: text('以游标翻页:* 开始,此后用上一页的 next_cursor;新增病历不影响已翻到的位置'),
    ordering: text('排序:created_time、id 或常用筛选字段,前加 - 为降序'),
    month: text('创建月份,YYYY-MM-01'),
    start_time: text('创建时间不早于'),
    end_time: text('创建时间不晚于'),
    'created_time[]': Type.Optional(rangeParameter('创建时间范围,先起后止,含两端')),
    patient__name: text('姓名包含'),
    patient__pat_med_card: text('登记号包含'),
    patient__inpatient_no: text('住院号包含'),
    gender: text('性别,unknown 为未选'),
    illness_grade: text('分诊级别,unknown 为未选'),
    come_from: text('来院方式,unknown 为未选'),
    disease_type: text('病种类型,unknown 为未选'),
    same_name: Type.Optional(flagParameter('与他人同名')),
    same_pat_no: Type.Optional(flagParameter('登记号重复')),
    deleted: Type.Optional(flagParameter('已删除的病历,仅管理员')),
  },
  { additionalProperties: true, description: '任何字段路径均可作为筛选条件,例如 patient__out_car_depart' },
);
