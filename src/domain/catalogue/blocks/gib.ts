import { block, multiChoice } from '../fields.ts';

export const gibRoot = block(
  '',
  { label: '消化道出血', types: ['gib'] },
  {
    gib_history: multiChoice('消化道出血病史', 'GIB_HISTORY'),
  },
);

export const bleeding = block(
  'patient.inside_rescue_info',
  { label: '院内急救', types: ['gib'] },
  {
    bleed_symptom: multiChoice('出血症状', 'BLEED_SYMPTOM'),
  },
);
