import { block, flag, images, instant } from '../fields.ts';

export const thrombolysis = block(
  'thrombolysis',
  { label: '静脉溶栓', types: ['apoplexy'], quick: 'rs_' },
  {
    talking_time: instant('静脉溶栓开始谈话时间'),
    sign_time: instant('患者/家属签字时间'),
    medication_time: instant('开始静脉溶栓时间'),
    intra_acknowlege_images: images('溶栓知情同意书图片'),
    is_medication: flag('是否进行静脉溶栓', { readOnly: true }),
  },
);
