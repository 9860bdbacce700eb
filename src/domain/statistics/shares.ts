import {
  doorToWireClass,
  graceClass,
  nihssAtDischargeClass,
  nihssBeforeTherapyClass,
  recanalisationClass,
  thrombolysisClass,
  toastClass,
  type ClassCode,
} from '../patient/classes.ts';
import { isSevereTrauma } from '../catalogue/intervals/populations.ts';
import type { FieldPath } from '../catalogue/catalogue.ts';
import type { CaseFacts } from '../catalogue/intervals/facts.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../catalogue/caseTypes.ts';
import { getChoiceList, type ChoiceListName } from '../catalogue/choices.ts';
import * as chestPain from './chestPainFlags.ts';
import * as trauma from './traumaFlags.ts';
import { UNKNOWN } from './unknown.ts';

/** How the cases of a type divide: under which values a case counts. Its name is a count type and a list filter (D-28). */
export interface Share {
  readonly name: string;
  /** Values that are always shown, with what people read; others that cases have follow them. */
  readonly listed: readonly (readonly [value: string, label: string])[];
  /** One case may count under several values. */
  readonly isMultiple: boolean;
  /** The field whose values these are, where `unknown` means that it is empty: then its own filter serves. */
  readonly path?: FieldPath;
  /** None for a case outside the population. */
  readonly valuesOf: (facts: CaseFacts) => readonly string[];
}

const YES_NO = [
  ['True', '是'],
  ['False', '否'],
] as const;

const listedIn = (choices: ChoiceListName): Share['listed'] =>
  getChoiceList(choices).values.map(([code, label]) => [String(code), label]);

const flagText = (value: unknown): string => (value === true ? 'True' : 'False');

/** The slices of a stored field: its value, each of several once, or `unknown`. */
export const storedValues = (value: unknown): readonly string[] => {
  if (value === undefined) return [UNKNOWN];
  if (typeof value === 'boolean') return [flagText(value)];
  if (!Array.isArray(value)) return [String(value)];
  return value.length === 0 ? [UNKNOWN] : [...new Set(value.map(String))].sort();
};

const ofField = (name: string, path: FieldPath, choices: ChoiceListName): Share => ({
  name,
  path,
  listed: listedIn(choices),
  isMultiple: false,
  valuesOf: ({ values }) => storedValues(values[path]),
});

/** One case may count under several of the field's values. */
const ofMany = (name: string, path: FieldPath, choices: ChoiceListName): Share => ({
  ...ofField(name, path, choices),
  isMultiple: true,
});

const ofClass = (name: string, choices: ChoiceListName, classOf: (facts: CaseFacts) => ClassCode): Share => ({
  name,
  listed: listedIn(choices),
  isMultiple: false,
  valuesOf: (facts) => {
    const code = classOf(facts);
    return code === undefined ? [] : [code];
  },
});

const ofFlag = (name: string, flagOf: (facts: CaseFacts) => boolean | 'unknown' | undefined): Share => ({
  name,
  listed: YES_NO,
  isMultiple: false,
  valuesOf: (facts) => {
    const flag = flagOf(facts);
    if (flag === undefined) return [];
    return [flag === 'unknown' ? UNKNOWN : flagText(flag)];
  },
});

const OF_EVERY_TYPE: readonly Share[] = [
  ofField('come_from', 'patient.come_from', 'COME_FROM_CHOICES'),
  ofField('tran_hos_type', 'patient.tran_hos_type', 'TRAN_HOS_TYPE'),
  ofField('disease_type', 'patient.disease_type', 'DISEASE_TYPE_CHOICES'),
  { ...ofField('is_start_mdt', 'patient.pre_warning.is_start_mdt', 'COMMON_BOOLEAN_CHOICES'), listed: YES_NO },
];

const OF_TYPE: Partial<Record<CaseTypeName, readonly Share[]>> = {
  chestpain: [
    ofField('first_diagnosis', 'first_diagnosis', 'CP_DIAGNOSIS_CODE_CHOICES'),
    ofClass('d2wtype', 'D2W_TYPE', doorToWireClass),
    ofClass('gracescoretype', 'GRACE_SCORE_TYPE', ({ values }) => graceClass(values)),
    ofMany('d2wdelayreason', 'd2wdelayreason', 'D2W_DELAY_REASON'),
    ofFlag('pass_em_ccu', chestPain.isPastEmergencyAndCcu),
    ofFlag('pass_ccu', chestPain.isPastCcu),
    ofFlag('remote_ecg', chestPain.isEcgSentAhead),
    ofFlag('reperfusion', chestPain.isReperfused),
  ],
  apoplexy: [
    ofMany('treatment_type', 'treatment_type', 'TREATMENT_TYPE'),
    ofClass('ais_rs', 'AIS_RS', ({ values }) => thrombolysisClass(values)),
    ofClass('ais_zt', 'AIS_ZT', ({ values }) => recanalisationClass(values)),
    ofClass('ais_nihss', 'AIS_NIHSS', ({ values }) => nihssBeforeTherapyClass(values)),
    ofClass('aneu_nihss', 'ANEU_NIHSS', ({ values }) => nihssAtDischargeClass(values)),
    ofClass('toast', 'TOAST', ({ values }) => toastClass(values)),
    ofMany('dntdelayreason', 'dntdelayreason', 'DNT_DELAY_REASON'),
  ],
  trauma: [
    ofFlag('critical', ({ values }) => isSevereTrauma(values)),
    ofFlag('unscored', trauma.isUnscored),
    ofFlag('gcs', trauma.isGcsDone),
    ofFlag('ti', trauma.isTiDone),
    ofFlag('iss', trauma.isIssDone),
    ofFlag('transfusion', trauma.isTransferred),
    ofFlag('dead', trauma.isDead),
    ofFlag('critical_dead', trauma.isSevereDead),
    ofFlag('info_alert', trauma.isForewarned),
    ofFlag('eme_stop_dead', trauma.isStayEndedByDeath),
  ],
};

const SHARES: ReadonlyMap<CaseTypeName, ReadonlyMap<string, Share>> = new Map(
  CASE_TYPE_NAMES.map((type) => {
    const shares = [...OF_EVERY_TYPE, ...(OF_TYPE[type] ?? [])];
    return [type, new Map(shares.map((share) => [share.name, share]))];
  }),
);

/** Every way in which the cases of a type are divided (E-STAT-02 to E-STAT-13). */
export const sharesOf = (caseType: CaseTypeName): readonly Share[] => [...(SHARES.get(caseType)?.values() ?? [])];

export const findShare = (caseType: CaseTypeName, name: string): Share | undefined => SHARES.get(caseType)?.get(name);
