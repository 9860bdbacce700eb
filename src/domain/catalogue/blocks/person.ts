import { block, choice, date, integer, string } from '../fields.ts';

export const person = block('patient', '患者', {
  name: string('患者姓名', { maxLength: 255 }),
  gender: choice('性别', 'GENDER'),
  birth_date: date('出生日期'),
  age: integer('年龄', { min: 0, max: 130 }),
  idno: string('证件号', { maxLength: 255 }),
  credentials_type: choice('证件类型', 'CREDENTIALS_TYPE'),
  nation: choice('民族', 'NATION'),
  job: choice('职业', 'JOB'),
  mobile: string('手机号', { maxLength: 255 }),
  phone: string('联系电话', { maxLength: 255 }),
  address: string('地址', { maxLength: 255 }),
});
