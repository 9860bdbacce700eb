import { block, flag, integer } from '../fields.ts';

/** Sums of the squares of three AIS grades that can occur, 0 for no injury (clinical.md 2.6). */
const ISS_TOTALS = [
  0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 27, 29, 30, 32, 33, 34, 35, 36,
  38, 41, 42, 43, 45, 48, 50, 51, 54, 57, 59, 66, 75,
] as const;

export const traumaScores = block(
  'patient.disease_evalute',
  { label: '创伤评分', types: ['trauma'] },
  {
    eme_gcs: integer('急诊GCS评分', { min: 3, max: 15 }),
    is_eme_gcs: flag('急诊GCS评分是否已评'),
    is_eme_iss: flag('急诊创伤ISS评分是否已评'),
    eme_iss: integer('急诊创伤ISS评分', { values: ISS_TOTALS }),
    is_eme_ais: flag('急诊创伤AIS评分是否已评'),
    eme_ais: integer('急诊创伤AIS评分', { min: 1, max: 6 }),
    is_eme_ti: flag('急诊创伤TI评分是否已评'),
    eme_ti: integer('急诊创伤TI评分', { min: 0, max: 30 }),
  },
);

export const bleedingScore = block(
  'patient.disease_evalute',
  { label: '消化道出血评分', types: ['gib'] },
  {
    gib_score: integer('GBS评分', { min: 0, max: 23 }),
  },
);
