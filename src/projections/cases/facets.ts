import { fieldsOf } from '../../domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { ARCHIVE_CODES } from '../../domain/patient/archive.ts';
import { factsOf } from '../../domain/catalogue/intervals/facts.ts';
import { isSevereTrauma } from '../../domain/catalogue/intervals/populations.ts';
import { doorToWireClass, graceClass, type ClassCode } from '../../domain/patient/classes.ts';
import { storedValues } from '../../domain/statistics/shares.ts';
import type { PatientState } from '../../domain/patient/state.ts';

/** The hot choice filters (D-20) with the catalogue path of each; their order is the order in pairs of totals. */
export const FACET_PATHS = {
  gender: 'patient.gender',
  come_from: 'patient.come_from',
  illness_grade: 'patient.illness_grade',
  disease_type: 'patient.disease_type',
  treatment_type: 'treatment_type',
  first_diagnosis: 'first_diagnosis',
  arch_status: 'patient.arch_status',
  tran_hos_type: 'patient.tran_hos_type',
  critical: 'critical',
  d2wtype: 'd2wtype',
  gracescoretype: 'gracescoretype',
} as const;

export type FacetName = keyof typeof FACET_PATHS;

export const isFacetName = (name: string): name is FacetName => Object.hasOwn(FACET_PATHS, name);

export const FACET_NAMES: readonly FacetName[] = Object.keys(FACET_PATHS).filter(isFacetName);

/** The only facet of which one case can show several values. */
export const LISTED_FACET = 'treatment_type' satisfies FacetName;

/** The values under which a case is found; none when it is outside the facet's population (D-28). */
export type Facets = Readonly<Partial<Record<FacetName, readonly string[]>>>;

const has = (caseType: CaseTypeName, path: string): boolean => fieldsOf(caseType).some((field) => field.path === path);

const FACETS_OF: ReadonlyMap<CaseTypeName, readonly FacetName[]> = new Map(
  CASE_TYPE_NAMES.map((name) => [name, FACET_NAMES.filter((facet) => has(name, FACET_PATHS[facet]))]),
);

/** The facets that cases of this type have, in the order of pairs. */
export const facetNamesOf = (caseType: CaseTypeName): readonly FacetName[] => FACETS_OF.get(caseType) ?? [];

const classSlice = (code: ClassCode): readonly string[] => (code === undefined ? [] : [code]);

const DERIVED: Partial<Record<FacetName, (state: PatientState, zone: string) => readonly string[]>> = {
  arch_status: ({ archive }) => [ARCHIVE_CODES[archive]],
  critical: ({ values }) => [String(isSevereTrauma(values))],
  d2wtype: (state, zone) => classSlice(doorToWireClass(factsOf(state, zone))),
  gracescoretype: ({ values }) => classSlice(graceClass(values)),
};

/** What each hot filter sees of this case. */
export const facetsOf = (caseType: CaseTypeName, state: PatientState, zone: string): Facets => {
  const facets: Partial<Record<FacetName, readonly string[]>> = {};
  for (const facet of facetNamesOf(caseType)) {
    facets[facet] = DERIVED[facet]?.(state, zone) ?? storedValues(state.values[FACET_PATHS[facet]]);
  }
  return facets;
};
