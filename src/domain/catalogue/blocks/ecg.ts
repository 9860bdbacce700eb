import { block, images, instant, rows } from '../fields.ts';

export const ecgLists = block('', '心电图', {
  pre_ecg: rows('院前心电图'),
  inside_ecg: rows('院内心电图'),
});

export const preEcgRow = block('pre_ecg[]', '院前心电图', {
  imgs: images('院前心电图图片'),
  ecg_fetch_time: instant('院前心电图采集时间'),
  ecg_diagnosis_time: instant('院前心电图诊断时间'),
});

export const insideEcgRow = block('inside_ecg[]', '院内心电图', {
  imgs: images('院内心电图图片'),
  ecg_fetch_time: instant('院内心电图采集时间'),
  ecg_diagnosis_time: instant('院内心电图诊断时间'),
});
