/** Values in the order of their list, with what they are called (choices.json). */
export type Choices = readonly (readonly [value: string, label: string])[];

const numbered = (first: number, pad: number, labels: readonly string[]): Choices =>
  labels.map((label, index) => [String(first + index).padStart(pad, '0'), label]);

export const COME_FROM = numbered(1, 1, ['呼叫(120或其他)出车', '转院(包含任何机构)', '自行来院', '院内发病']);
export const TRAN_HOS_TYPE = numbered(1, 1, ['网络医院', '其他医疗机构']);
export const DISEASE_TYPE: Choices = [...numbered(1, 1, ['消化道出血', '房颤', 'ECMO']), ['9', '其他']];
export const YES_NO: Choices = [
  ['True', '是'],
  ['False', '否'],
];
export const FIRST_DIAGNOSIS = numbered(1, 1, [
  'STEMI',
  'NSTEMI',
  'UA',
  '主动脉夹层',
  '肺动脉栓塞',
  '非ACS心源性胸痛',
  '其它非心源性胸痛',
  '待查',
]);
export const D2W_TYPE = numbered(1, 1, ['≤60分钟', '61~90分钟', '91~120分钟', '>120分钟']);
export const GRACE_TYPE = numbered(1, 1, ['极高危', '高危', '中危', '低危']);
export const D2W_DELAY: Choices = [
  ...numbered(1, 2, [
    '症状不明显延误诊断',
    '家属未到场',
    '医生决策延误',
    '排队挂号、缴费、办住院时间长',
    '急诊科处理时间长',
    '手术期间出现并发症',
    '超过再灌注时间',
    '未实施绕行急诊方案',
    '导管室人员未到位',
    '药物缺乏',
    '知情同意时间过长',
    '病情不稳定',
    '绕行急诊科但未直接入导管室',
    '导管室占台',
    '转运时间长',
    '经费问题',
    '心内科会诊时间长',
    '血管通路困难',
    '难以绕行病变区域',
    '心脏骤停或需气管插管再PCI',
    '急需影像学资料再行PCI',
  ]),
  ['99', '其他原因'],
];
export const DNT_DELAY: Choices = [
  ...numbered(1, 1, [
    '症状不明显延误诊断',
    '家属未到场',
    '医生决策延误',
    '排队挂号缴费时间长',
    '问诊时间长',
    '治疗期间出现并发症',
    '知情同意时间过长',
    '未实施绕行急诊方案',
    '影像检查等待时间长',
    '药物缺乏',
    '超过再灌注时间窗',
    '病情不稳定',
    '导管室占台',
    '缺少担架员转运时间长',
    '经费问题',
    '会诊时间长',
  ]),
  ['99', '其他原因'],
];
export const TREATMENT: Choices = [
  ['429', '静脉溶栓'],
  ...numbered(1001, 4, [
    '血管内取栓(机械取栓/抽吸)',
    '动脉溶栓',
    '急诊血管成形/支架置入',
    '保守(药物)治疗',
    '动脉瘤介入栓塞',
    '动脉瘤夹闭',
    '脑出血外科手术',
    '仅造影评估',
  ]),
  ['1099', '其他'],
];
export const AIS_RS: Choices = [
  ['1', '静脉溶栓'],
  ['0', '未静脉溶栓'],
];
export const AIS_ZT: Choices = [
  ['1', '再通'],
  ['0', '未再通'],
];
export const TOAST = numbered(1, 1, [
  '大动脉粥样硬化型',
  '小动脉闭塞型',
  '心源性栓塞型',
  '其他明确病因型',
  '不明原因型',
]);
export const NIHSS = numbered(1, 1, ['0分', '1~4分', '5~15分', '16~20分', '21~42分']);
