import { GBS_RANGE } from '../../scores/gbs.ts';
import { GCS_RANGE } from '../../scores/gcs.ts';
import { AIS_RANGE, ISS_TOTALS } from '../../scores/iss.ts';
import { TI_RANGE } from '../../scores/traumaIndex.ts';
import { block, flag, integer } from '../fields.ts';

export const traumaScores = block(
  'patient.disease_evalute',
  { label: '创伤评分', types: ['trauma'] },
  {
    eme_gcs: integer('急诊GCS评分', GCS_RANGE),
    is_eme_gcs: flag('急诊GCS评分是否已评'),
    is_eme_iss: flag('急诊创伤ISS评分是否已评'),
    eme_iss: integer('急诊创伤ISS评分', { values: ISS_TOTALS }),
    is_eme_ais: flag('急诊创伤AIS评分是否已评'),
    eme_ais: integer('急诊创伤AIS评分', AIS_RANGE),
    is_eme_ti: flag('急诊创伤TI评分是否已评'),
    eme_ti: integer('急诊创伤TI评分', TI_RANGE),
  },
);

export const bleedingScore = block(
  'patient.disease_evalute',
  { label: '消化道出血评分', types: ['gib'] },
  {
    gib_score: integer('GBS评分', GBS_RANGE),
  },
);
