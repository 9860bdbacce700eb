import { block, choice, flag, instant, string } from '../fields.ts';

export const admission = block(
  'assist_examination',
  { label: '入院', quick: '' },
  {
    hospital_arrive_time: instant('到达本院大门时间'),
    triage_time: instant('急诊分诊时间'),
    triage_nurse: string('分诊台护士', { maxLength: 50 }),
    register_time: instant('挂号时间'),
    last_modified: instant('最近更新时间', { readOnly: true }),
    into_hospital_status: flag('入院情况'),
    not_into_hospital_reason: choice('未入院原因及去向', 'NOT_INSIDE_CHOICES', { maxLength: 2 }),
    leave_emergency_time: instant('离开急诊科时间'),
    into_hospital_time: instant('入院时间'),
    get_certificate_time: instant('开入院证时间'),
  },
);
