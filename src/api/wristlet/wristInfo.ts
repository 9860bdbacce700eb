import { Type, type TSchema } from '@sinclair/typebox';
import { CASE_TYPE_NAMES } from '../../domain/catalogue/caseTypes.ts';
import { findField, getField } from '../../domain/catalogue/catalogue.ts';
import { quickNamesOf, type QuickName } from '../../domain/catalogue/derive/quickNames.ts';
import type { CaseValues } from '../../domain/catalogue/intervals/facts.ts';
import type { Field } from '../../domain/catalogue/fields.ts';
import { answeredSchema } from '../../domain/catalogue/kinds.ts';
import { formatInstant } from '../../domain/shared/times.ts';
import { findPatientState } from '../../projections/patientState.ts';
import type { Wearer } from '../../projections/wristlet/queries.ts';
import type { CaseServices } from '../cases/caseServices.ts';

type Shown = Record<string, unknown>;

const timesOf = ({ caseType }: Wearer, values: CaseValues, zone: string): Shown =>
  Object.fromEntries(
    quickNamesOf(caseType).map(({ quickName, path }) => {
      const at = values[path];
      return [quickName, typeof at === 'string' ? formatInstant(at, zone) : null];
    }),
  );

const absolute = (urls: unknown, origin: string): readonly string[] =>
  Array.isArray(urls) ? urls.map((url) => `${origin}${String(url)}`) : [];

/** Consent pictures of stroke; the old server wrote the second key with a trailing blank, which some clients read. */
const picturesOf = (values: CaseValues, origin: string): Shown => {
  const inter = absolute(values['therapy.inter_acknowlege_images'], origin);
  return {
    intra_acknowlege_images: absolute(values['thrombolysis.intra_acknowlege_images'], origin),
    inter_acknowlege_images: inter,
    'inter_acknowlege_images ': inter,
  };
};

const answered = (field: Field): TSchema => Type.Unsafe(answeredSchema(field));

const timeAnswered = ({ quickName, path }: QuickName): readonly (readonly [string, TSchema])[] => {
  const field = findField(path);
  return field ? [[quickName, Type.Optional(answered(field))]] : [];
};

/** Each type answers its own. */
const TIMES = Object.fromEntries(CASE_TYPE_NAMES.flatMap(quickNamesOf).flatMap(timeAnswered));
const PICTURES = Type.Array(Type.String({ format: 'uri' }));

export const WRIST_INFO = Type.Object(
  {
    patient_id: Type.Integer(),
    case_id: Type.Integer(),
    case_type: Type.Unsafe<string>({ type: 'string', enum: [...CASE_TYPE_NAMES] }),
    name: answered(getField('patient.name')),
    wristlet: answered(getField('patient.wristlet')),
    illness_grade: answered(getField('patient.illness_grade')),
    ...TIMES,
    intra_acknowlege_images: PICTURES,
    inter_acknowlege_images: PICTURES,
    'inter_acknowlege_images ': PICTURES,
  },
  { additionalProperties: false },
);

/** What a scan of a wristband shows (E-WRIST-02, D-13). */
export const getWristInfo = async (
  wearer: Wearer,
  { db, zone }: Pick<CaseServices, 'db' | 'zone'>,
  origin: string,
): Promise<Shown> => {
  const values: CaseValues = (await findPatientState(db, wearer.patientId))?.state.values ?? {};
  return {
    patient_id: wearer.patientId,
    case_id: wearer.caseId,
    case_type: wearer.caseType,
    name: values['patient.name'] ?? null,
    wristlet: values['patient.wristlet'] ?? null,
    illness_grade: values['patient.illness_grade'] ?? null,
    ...timesOf(wearer, values, zone),
    ...picturesOf(values, origin),
  };
};
