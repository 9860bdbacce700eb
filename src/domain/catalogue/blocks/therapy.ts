import { block, choice, images, instant } from '../fields.ts';

export const therapy = block(
  'therapy',
  { label: '介入治疗', types: ['apoplexy'], quick: 'jr_' },
  {
    send_to_catheter_time: instant('送导管室时间'),
    talk_time: instant('开始知情谈话时间'),
    sign_time: instant('介入治疗家属签字时间'),
    embolectomy_time: instant('开始介入治疗时间'),
    inter_acknowlege_images: images('介入治疗知情同意书图片'),
    puncture_time: instant('股动脉穿刺时间'),
    recanalization_time: instant('血管再通时间'),
    tici: choice('mTICI分级', 'TICI'),
  },
);
