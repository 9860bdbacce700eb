import { block, choice, date, flag, instant, text } from '../fields.ts';

export const onset = block('patient', '发病信息', {
  come_from: choice('来院方式', 'COME_FROM_CHOICES', { maxLength: 1 }),
  disease_time: instant('发病时间(精确到分钟)'),
  is_null_attack_detail_time: flag('发病时间无法精确到分钟', { choices: 'COMMON_BOOLEAN_CHOICES' }),
  disease_date: date('发病日期'),
  disease_time_type: choice('发病时间类型', 'TIME_TYPES', { maxLength: 2 }),
  disease_address: choice('发病地址', 'DISEASE_ADDR_CHOICES', { maxLength: 20 }),
  disease_address_other: text('其他发病地址'),
  disease_type: choice('病种类型', 'DISEASE_TYPE_CHOICES', { maxLength: 2 }),
});
