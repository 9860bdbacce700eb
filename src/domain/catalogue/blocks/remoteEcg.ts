import { block, choice, flag, instant } from '../fields.ts';

export const remoteEcg = block('patient', '远程心电', {
  is_remote_ecg: flag('是否远程心电传输'),
  remote_ecg_time: instant('远程心电图时间'),
  remote_ecg_way: choice('远程心电传输方式', 'REMOTE_ECG_WAY', { maxLength: 50 }),
});
