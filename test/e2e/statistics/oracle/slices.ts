import type { TypeName } from './caseTypes.ts';
import * as lists from './choiceLists.ts';
import type { Choices } from './choiceLists.ts';
import { metricOf } from './metrics.ts';
import * as who from './populations.ts';
import { isSet, textAt, textsAt, valueAt, type Row } from './row.ts';

export const UNKNOWN = 'unknown';

/** What a share counts cases by: its count type, which is also the name of the list's filter. */
export interface Slice {
  readonly name: string;
  readonly choices: Choices;
  /** Under which values the case counts: none when it is outside the population. */
  readonly valuesOf: (row: Row) => readonly string[];
  readonly isMulti: boolean;
}

type Values = (row: Row) => readonly string[];

const slice = (name: string, choices: Choices, valuesOf: Values): Slice => ({
  name,
  choices,
  valuesOf,
  isMulti: false,
});

/** A choice of one, whatever stands there; empty is `unknown`. */
const single = (name: string, choices: Choices, path: string): Slice =>
  slice(name, choices, (row) => [textAt(row, path) ?? UNKNOWN]);

/** A choice of several: the case counts under each. */
const multi = (name: string, choices: Choices, path = name): Slice => ({
  name,
  choices,
  valuesOf: (row) => (isSet(row, path) ? [...new Set(textsAt(row, path))] : [UNKNOWN]),
  isMulti: true,
});

const python = (is: boolean): string => (is ? 'True' : 'False');
const yesNo = (name: string, valueOf: (row: Row) => string | undefined): Slice =>
  slice(name, lists.YES_NO, (row) => [valueOf(row)].filter((value) => value !== undefined));

const isMdtStarted = (row: Row): string => {
  const started = valueAt(row, 'patient.pre_warning.is_start_mdt');
  return started === undefined ? UNKNOWN : python(started);
};

const ALL_TYPES: readonly Slice[] = [
  single('come_from', lists.COME_FROM, 'patient.come_from'),
  single('tran_hos_type', lists.TRAN_HOS_TYPE, 'patient.tran_hos_type'),
  single('disease_type', lists.DISEASE_TYPE, 'patient.disease_type'),
  yesNo('is_start_mdt', isMdtStarted),
];

/** Clinical 2.1: of those whom D2W concerns. */
const d2wClass: Values = (row) => {
  const { status, value } = metricOf('chestpain', 'D2W').measure(row);
  if (status === 'not_applicable') return [];
  if (value === null) return [UNKNOWN];
  return [String(1 + [60, 90, 120].filter((cut) => value > cut).length)];
};

/** Clinical 2.2: NSTEMI and UA. */
const graceClass: Values = (row) => {
  if (!who.isDiagnosed(row, '2', '3')) return [];
  if (isSet(row, 'special_treat.grace_very_high')) return ['1'];
  const score = valueAt(row, 'special_treat.grace_score');
  if (score === undefined) return [UNKNOWN];
  if (score > 140) return ['2'];
  return [score >= 109 ? '3' : '4'];
};

/** Clinical 2.3. */
const nihssClass = (row: Row, path: string): readonly string[] => {
  const score = valueAt(row, path);
  return score === undefined ? [UNKNOWN] : [String(1 + [1, 5, 16, 21].filter((cut) => score >= cut).length)];
};

/** A stroke whose type nobody entered is `unknown` of the ischaemic ones (D-23). */
const ofIschaemic =
  (values: Values): Values =>
  (row) => {
    if (!who.mayBeIschaemic(row)) return [];
    return who.strokeType(row) === undefined ? [UNKNOWN] : values(row);
  };

const ofEndovascular =
  (values: Values): Values =>
  (row) =>
    who.hasEndovascular(row) ? values(row) : [];

const lysis: Values = (row) => {
  if (who.treatments(row).length === 0) return [UNKNOWN];
  return [who.hasThrombolysis(row) ? '1' : '0'];
};

const recanalisation: Values = (row) => {
  const tici = textAt(row, 'therapy.tici');
  if (tici === undefined) return [UNKNOWN];
  return [['2b', '3'].includes(tici) ? '1' : '0'];
};

const toast: Values = (row) => [textAt(row, 'toast') ?? UNKNOWN];

const deadOf = (row: Row): string => {
  if (who.isDead(row)) return 'True';
  return who.isOutcomeKnown(row) ? 'False' : UNKNOWN;
};

const isTransported = (row: Row): boolean => ['1', '2'].includes(who.comeFrom(row) ?? '');

/** The shares of the quality figures (clinical 1.4). */
export const RATES: readonly Slice[] = [
  yesNo('gcs', (row) => python(who.isScored(row, 'gcs'))),
  yesNo('ti', (row) => python(who.isScored(row, 'ti'))),
  yesNo('iss', (row) => python(who.isScored(row, 'iss'))),
  yesNo('transfusion', (row) => python(who.comeFrom(row) === '2')),
  yesNo('dead', deadOf),
  yesNo('critical_dead', (row) => (who.isSevere(row) ? deadOf(row) : undefined)),
  yesNo('info_alert', (row) => (isTransported(row) ? python(who.wasWarned(row)) : undefined)),
];

/** Of the stays that eme_stop tells of, those that ended in a death: by the outcome, or before every way out (clinical 1.4). */
const stayDead = (row: Row): string | undefined => {
  if (metricOf('trauma', 'eme_stop').measure(row).status !== 'ok') return undefined;
  if (textAt(row, `${who.ROADMAP}.eme_outcome`) === '04') return python(true);
  const ways = [`${who.ROADMAP}.eme_trans_depart_time`, `${who.A}.leave_emergency_time`].map((path) =>
    textAt(row, path),
  );
  const dead = textAt(row, `${who.LEAVE}.dead_time`);
  return python(dead !== undefined && ways.every((left) => left === undefined || dead <= left));
};

/** STEMI of whom something should have been done: yes when all of it was, no when one is denied (clinical 1.3). */
const ofStemi = (name: string, ways: readonly string[], { pci, paths }: { pci: boolean; paths: readonly string[] }) =>
  yesNo(name, (row) => {
    const isPci = isSet(row, 'special_treat.pci_time') || isSet(row, 'special_treat.wire_pass_time');
    if (!who.isDiagnosed(row, '1') || !ways.includes(who.comeFrom(row) ?? '') || (pci && !isPci)) return undefined;
    const said = paths.map((path) => valueAt(row, path));
    if (said.includes(false)) return python(false);
    return said.includes(undefined) ? UNKNOWN : python(true);
  });

const PASS_EM = 'special_treat.is_pass_em';
const PASS_CCU = 'special_treat.is_pass_ccu';

const TREATED = [
  'special_treat.pci_time',
  'special_treat.wire_pass_time',
  'special_treat.stemi.lysis_start_time',
  'patient.inside_rescue_info_chestpain.lysis_start_time',
];

/** STEMI at the door within 12 hours of the onset; who left or died without it was not treated (clinical 1.3). */
const reperfused = (row: Row): string | undefined => {
  const { status, value } = metricOf('chestpain', 'ODT').measure(row);
  const isLate = status === 'implausible' || (value ?? 0) > 720;
  if (!who.isDiagnosed(row, '1') || status === 'not_applicable' || isLate) return undefined;
  if (status !== 'ok') return UNKNOWN;
  if (TREATED.some((path) => isSet(row, path))) return python(true);
  return who.isDischarged(row) || isSet(row, `${who.LEAVE}.dead_time`) ? python(false) : UNKNOWN;
};

const STEMI_CARE: readonly Slice[] = [
  ofStemi('pass_em_ccu', ['1', '2'], { pci: true, paths: [PASS_EM, PASS_CCU] }),
  ofStemi('pass_ccu', ['3'], { pci: true, paths: [PASS_CCU] }),
  ofStemi('remote_ecg', ['1', '2'], { pci: false, paths: ['patient.is_remote_ecg'] }),
  yesNo('reperfusion', reperfused),
];

export const FIRST_DIAGNOSIS = single('first_diagnosis', lists.FIRST_DIAGNOSIS, 'first_diagnosis');
export const TREATMENT = multi('treatment_type', lists.TREATMENT);
export const DISEASE = single('disease_type', lists.DISEASE_TYPE, 'patient.disease_type');
export const CRITICAL = yesNo('critical', (row) => python(who.isSevere(row)));
const UNSCORED = yesNo('unscored', (row) => python(!isSet(row, 'patient.disease_evalute.eme_iss')));

export const SLICES: Readonly<Record<TypeName, readonly Slice[]>> = {
  chestpain: [
    ...ALL_TYPES,
    FIRST_DIAGNOSIS,
    slice('d2wtype', lists.D2W_TYPE, d2wClass),
    slice('gracescoretype', lists.GRACE_TYPE, graceClass),
    multi('d2wdelayreason', lists.D2W_DELAY),
    ...STEMI_CARE,
  ],
  apoplexy: [
    ...ALL_TYPES,
    TREATMENT,
    { ...TREATMENT, name: 'total_count' },
    slice('ais_rs', lists.AIS_RS, ofIschaemic(lysis)),
    slice('ais_zt', lists.AIS_ZT, ofEndovascular(ofIschaemic(recanalisation))),
    slice('toast', lists.TOAST, ofIschaemic(toast)),
    slice('ais_nihss', lists.NIHSS, ofEndovascular(ofIschaemic((row) => nihssClass(row, 'nihss_before_therapy')))),
    slice('aneu_nihss', lists.NIHSS, (row) => (who.isDischarged(row) ? nihssClass(row, 'nihss_discharge') : [])),
    multi('dntdelayreason', lists.DNT_DELAY),
  ],
  trauma: [...ALL_TYPES, CRITICAL, UNSCORED, ...RATES, yesNo('eme_stop_dead', stayDead)],
  toxic: ALL_TYPES,
  basic: ALL_TYPES,
  gib: ALL_TYPES,
};

/** How many rows count under each value that occurs. */
export const tally = ({ valuesOf }: Slice, rows: readonly Row[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of rows.flatMap((row) => valuesOf(row))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
