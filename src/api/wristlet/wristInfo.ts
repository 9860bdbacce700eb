import { quickNamesOf } from '../../domain/catalogue/derive/quickNames.ts';
import type { CaseValues } from '../../domain/catalogue/intervals/facts.ts';
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
