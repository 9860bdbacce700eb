import type { FieldValue } from '../patient/events.ts';
import type { CaseTypeName } from './caseTypes.ts';

/** The set values of a case by path. */
export type CaseValues = Readonly<Record<string, FieldValue | undefined>>;

export interface Interval {
  readonly key: string;
  readonly label: string;
  /** The real start first, then the fallbacks in their order (clinical.md 1.1 rule 4). */
  readonly start: readonly string[];
  readonly end: readonly string[];
  /** Minutes above which a difference is implausible. */
  readonly cap: number;
  /** Minutes to keep within: the standard's first figure, then its further goals; none where it names no figure (D-26). */
  readonly targets?: (values: CaseValues) => readonly number[];
  /** Starts at onset, which may be known only as a part of the day (D-22). */
  readonly fromOnset?: boolean;
  /** A case that is not eligible has the status `not_applicable`. */
  readonly isEligible: (values: CaseValues) => boolean;
}

const HOUR = 60;
const DAY = 24 * HOUR;
const DOOR = [
  'assist_examination.hospital_arrive_time',
  'assist_examination.triage_time',
  'assist_examination.register_time',
] as const;
const MEDICATION = 'thrombolysis.medication_time';
const EMBOLECTOMY = 'therapy.embolectomy_time';
const THROMBOLYSIS_OPTION = 429;
const ENDOVASCULAR_OPTIONS = [1001, 1002, 1003];

const includesAny = (value: FieldValue | undefined, wanted: readonly (string | number)[]): boolean =>
  Array.isArray(value) && wanted.some((option) => value.includes(option));

/** In-hospital onset has no door (clinical.md 1.1 rule 9). */
const hasDoor = (values: CaseValues): boolean => values['patient.come_from'] !== '4';

/** Thrombolysis was chosen, or its time says that it was given (D-23). */
const isLysed = (values: CaseValues): boolean =>
  includesAny(values['treatment_type'], [THROMBOLYSIS_OPTION]) || values[MEDICATION] !== undefined;

/** Transferred in with the drug already running (clinical.md 1.2, drip and ship). */
const isDripAndShip = (values: CaseValues): boolean => {
  const arrived = values[DOOR[0]];
  const given = values[MEDICATION];
  return values['patient.come_from'] === '2' && arrived !== undefined && given !== undefined && given < arrived;
};

/** An endovascular treatment was chosen, or its start says that it was done. */
export const isEndovascular = (values: CaseValues): boolean =>
  includesAny(values['treatment_type'], ENDOVASCULAR_OPTIONS) || values[EMBOLECTOMY] !== undefined;

const isRecanalised = (values: CaseValues): boolean =>
  values['therapy.tici'] === undefined || values['therapy.tici'] === '2b' || values['therapy.tici'] === '3';

const isPrimaryPci = (values: CaseValues): boolean =>
  values['first_diagnosis'] === '1' && values['special_treat.stemi.stemi_treat_method'] === '1';

const isUrgentInvasive = (values: CaseValues): boolean =>
  includesAny([String(values['first_diagnosis'])], ['2', '3']) && values['special_treat.acs_invasive_strategy'] === '1';

const isWired = (values: CaseValues): boolean =>
  values['special_treat.wire_pass_time'] !== undefined &&
  includesAny([String(values['first_diagnosis'])], ['1', '2', '3']);

/** Who comes from another hospital has been worked up there already (clinical.md 1.2, DPT). */
const punctureTargets = (values: CaseValues): readonly number[] =>
  values['patient.come_from'] === '2' ? [60] : [90, 60];

const STROKE: readonly Interval[] = [
  {
    key: 'ODT',
    label: 'ODT(发病~到院)',
    start: ['patient.disease_time'],
    end: DOOR,
    cap: 7 * DAY,
    fromOnset: true,
    isEligible: hasDoor,
  },
  {
    key: 'ONT',
    label: 'ONT(发病~溶栓)',
    start: ['patient.disease_time'],
    end: [MEDICATION],
    cap: DAY,
    targets: () => [270, 360],
    fromOnset: true,
    isEligible: isLysed,
  },
  {
    key: 'DNT',
    label: 'DNT(入院~溶栓)',
    start: DOOR,
    end: [MEDICATION],
    cap: 8 * HOUR,
    targets: () => [60, 45, 30],
    isEligible: (values) => hasDoor(values) && isLysed(values) && !isDripAndShip(values),
  },
  {
    key: 'DPT',
    label: 'DPT(入院~穿刺)',
    start: DOOR,
    end: ['therapy.puncture_time', EMBOLECTOMY],
    cap: DAY,
    targets: punctureTargets,
    isEligible: (values) => hasDoor(values) && isEndovascular(values),
  },
  {
    key: 'DRT',
    label: 'DRT(入院~血管再通)',
    start: DOOR,
    end: ['therapy.recanalization_time'],
    cap: DAY,
    targets: () => [90],
    isEligible: (values) => hasDoor(values) && isEndovascular(values) && isRecanalised(values),
  },
];

/** Door to wire; the stent's release is later than the wire, so as a fallback it cannot flatter (clinical.md 1.3). */
export const DOOR_TO_WIRE: Interval = {
  key: 'D2W',
  label: 'D2W(入门~导丝通过)',
  start: DOOR,
  end: ['special_treat.wire_pass_time', 'special_treat.stent_release_time'],
  cap: DAY,
  targets: () => [90, 60],
  isEligible: (values) => hasDoor(values) && (isPrimaryPci(values) || isUrgentInvasive(values) || isWired(values)),
};

const ONSET_TO_DOOR = STROKE.filter(({ key }) => key === 'ODT');

/** The time nodes of each type, in the order clients show them (E-NODE-02). */
export const TIME_NODES: Readonly<Record<CaseTypeName, readonly Interval[]>> = {
  apoplexy: STROKE,
  chestpain: [...ONSET_TO_DOOR, DOOR_TO_WIRE],
  trauma: ONSET_TO_DOOR,
  toxic: ONSET_TO_DOOR,
  basic: ONSET_TO_DOOR,
  gib: ONSET_TO_DOOR,
};
