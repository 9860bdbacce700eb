import { GRACE_RANGE } from '../../scores/grace.ts';
import { block, choice, flag, instant, integer, multiChoice, string } from '../fields.ts';

export const chestPainTreatment = block(
  'special_treat',
  { label: '胸痛专科治疗', types: ['chestpain'] },
  {
    is_pass_em: flag('绕行急诊'),
    is_pass_ccu: flag('绕行CCU'),
    out_diagnosis: choice('出院诊断', 'OUT_DIAGNOSIS'),
    outcome: choice('出院或30天转归', 'OUTCOME'),
  },
);

export const graceRisk = block(
  'special_treat',
  { label: 'GRACE危险分层', types: ['chestpain'] },
  {
    acs_invasive_strategy: choice('NSTEMI/UA侵入性策略', 'ACS_INVASIVE_STRATEGY'),
    grace_score: integer('GRACE分值', GRACE_RANGE),
    grace_very_high: multiChoice('极高危条件', 'GRACE_VERY_HIGH'),
    killip: choice('心功能分级(Killip)', 'KILLIP'),
  },
);

export const firstDrugs = block(
  'special_treat',
  { label: '初始给药', types: ['chestpain'] },
  {
    first_drug_place: choice('初始给药地点', 'FIRST_DRUG_PLACE', { maxLength: 50 }),
    first_drug_time: instant('初始给药时间'),
    aspirin_dose: string('阿司匹林', { maxLength: 50 }),
    clopigrel_dose: string('氯吡格雷', { maxLength: 50 }),
    ticagrelor_dose: string('替格瑞洛', { maxLength: 50 }),
  },
);
