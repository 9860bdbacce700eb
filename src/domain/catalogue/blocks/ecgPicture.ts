import { block, image, instant, integer, string } from '../fields.ts';

export const ecgPicture = block(
  'ecg_pic',
  { label: '心电图图片', types: [] },
  {
    id: integer('心电图id'),
    patient_id: integer('患者id'),
    created_time: instant('心电图时间'),
    diagnosis_time: instant('诊断时间'),
    ecg_url_img: image('心电图图片文件'),
    ecg_url: string('图片地址'),
  },
);
