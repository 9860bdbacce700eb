import { closedList, openList } from '../choiceList.ts';

/** Choices of how the patient fell ill and came, and the triage. */
export const arrivalChoices = {
  DISEASE_TYPE_CHOICES: closedList('病种类型', [
    ['1', '消化道出血'],
    ['2', '房颤'],
    ['3', 'ECMO'],
    ['9', '其他'],
  ]),
  COME_FROM_CHOICES: openList('来院方式', [
    ['1', '呼叫(120或其他)出车'],
    ['2', '转院(包含任何机构)'],
    ['3', '自行来院'],
    ['4', '院内发病'],
  ]),
  TRAN_HOS_TYPE: openList('转院类型', [
    ['1', '网络医院'],
    ['2', '其他医疗机构'],
  ]),
  OUT_CAR_DEPART: openList('出车单位', [
    ['1', '120救护车'],
    ['2', '本院救护车'],
    ['3', '外院救护车'],
  ]),
  DIRECT_ARRIVE: openList('直达', [
    ['导管室', '导管室'],
    ['CCU', 'CCU'],
    ['心内科病房', '心内科病房'],
    ['其他', '其他'],
  ]),
  REMOTE_ECG_WAY: openList('远程心电传输方式', [
    ['1', '实时监控'],
    ['2', '微信群'],
    ['9', '其他'],
  ]),
  TIME_TYPES: openList('发病时间类型', [
    ['1', '凌晨(0~6点)'],
    ['2', '清晨(6~8点)'],
    ['3', '上午(8~12点)'],
    ['4', '中午(12~14点)'],
    ['5', '下午(14~17点)'],
    ['6', '傍晚(17~19点)'],
    ['7', '晚上(19~24点)'],
  ]),
  DISEASE_ADDR_CHOICES: openList('发病地址', [
    ['1', '家中'],
    ['2', '工作场所'],
    ['3', '公共场所'],
    ['4', '道路/交通工具'],
    ['5', '学校'],
    ['6', '养老/康复机构'],
    ['7', '医院内'],
    ['9', '其他'],
  ]),
  ILLNESS_GRADE_CHOICES: closedList('分诊级别', [
    ['1', 'Ⅰ级(濒危)'],
    ['2', 'Ⅱ级(危重)'],
    ['3', 'Ⅲ级(急症)'],
    ['4', 'Ⅳ级(非急症)'],
  ]),
  NOT_INSIDE_CHOICES: openList('未入院原因及去向', [
    ['1', '急诊留观'],
    ['2', '转院'],
    ['3', '门诊治疗/离院'],
    ['4', '放弃治疗'],
    ['5', '死亡'],
    ['9', '其他'],
  ]),
} as const;
