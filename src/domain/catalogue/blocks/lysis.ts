import { block, choice, flag, instant, string } from '../fields.ts';

/** What is recorded of a lysis wherever it is given: before arrival or in the hospital, under the same names (E-CASE-23). */
const lysis = {
  is_sift: flag('是否有溶栓治疗'),
  is_nonstop: string('直达溶栓场所', { maxLength: 2 }),
  lysis_place: choice('溶栓场所', 'Placechoices', { maxLength: 2 }),
  lysis_talk_time: instant('溶栓开始知情同意时间'),
  lysis_sign_time: instant('签署知情同意时间'),
  lysis_start_time: instant('开始溶栓时间'),
  lysis_end_time: instant('溶栓结束时间'),
  lysis_affect_time: instant('溶栓后造影时间'),
  lysis_medicine: choice('溶栓药物', 'LysisMedicineChoice', { maxLength: 50 }),
  lysis_dose: choice('剂量', 'CODE_CHOICES', { maxLength: 2 }),
  is_lysis_repatency: flag('溶栓再通'),
  cannot_lysis: flag('存在禁忌症'),
} as const;

export const preHospitalLysis = block(
  'patient.inside_rescue_info_chestpain',
  { label: '院前溶栓', types: ['chestpain'] },
  { ...lysis, lysis_exam: choice('院前溶栓筛查', 'LYSIS_EXAM') },
);

export const stemi = block(
  'special_treat.stemi',
  { label: '院内溶栓与再灌注', types: ['chestpain'] },
  {
    ...lysis,
    lysis_exam: choice('院内溶栓筛查', 'LYSIS_EXAM'),
    stemi_treat_method: choice('再灌注措施', 'STEMI_TREAT_METHOD'),
  },
);
