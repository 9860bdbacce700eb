import { NIHSS_RANGE } from '../../scores/nihss.ts';
import { block, choice, instant, integer, multiChoice, multiCode, string } from '../fields.ts';

export const apoplexyRoot = block(
  '',
  { label: '卒中急救', types: ['apoplexy'] },
  {
    car_arrive_time: instant('120到达时间'),
    in_hospital_time: instant('住院时间'),
    in_hospital_department: string('住院科室', { maxLength: 50 }),
    strok_pre_symptom: multiCode('发病症状', 'StrokPreSymptomMultiChoices'),
    strok_pre_symptom_other: string('其他发病症状', { maxLength: 200 }),
    treatment_type: multiCode('治疗类型', 'TREATMENT_TYPE'),
    sync_china_cz_status: choice('上报状态', 'SYNC_CHINA_CZ_STATUS'),
    toast: choice('TOAST分型', 'TOAST'),
    dntdelayreason: multiChoice('DNT延误原因', 'DNT_DELAY_REASON'),
    ais_rs: choice('AIS静脉溶栓', 'AIS_RS', { readOnly: true }),
    ais_zt: choice('AIS介入再通', 'AIS_ZT', { readOnly: true }),
    ais_nihss: choice('AIS介入术前NIHSS分级', 'AIS_NIHSS', { readOnly: true }),
    aneu_nihss: choice('出院时NIHSS分级', 'ANEU_NIHSS', { readOnly: true }),
    nihss_before_therapy: integer('介入术前NIHSS评分', NIHSS_RANGE),
    nihss_discharge: integer('出院时NIHSS评分', NIHSS_RANGE),
    stroke_type: choice('卒中类型', 'STROKE_TYPE'),
  },
);
