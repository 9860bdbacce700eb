import { CASE_TYPE_NAMES, isCaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { findField, isMilestone } from '../../domain/catalogue/catalogue.ts';
import type { Field } from '../../domain/catalogue/fields.ts';
import { findFormatProblem } from './logTime.ts';
import type { LogMap } from './logMap.ts';
import type { MapMistake } from './mapSchema.ts';

/** A map whose words were not yet held against the catalogue. */
type UncheckedMap = Omit<LogMap, 'caseType'> & { readonly caseType: string };

const mistake = (key: string, problem: string | undefined): readonly MapMistake[] =>
  problem === undefined ? [] : [{ key, problem }];

const succeeds = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
};

const isOf = (field: Field | undefined, caseType: string): boolean =>
  isCaseTypeName(caseType) && field !== undefined && field.caseTypes.includes(caseType);

/** Rows of ECGs have no path of their own. */
const isMilestoneOf = (path: string, caseType: string): boolean =>
  isMilestone(path) && !path.includes('[]') && isOf(findField(path), caseType);

const LISTS = new Set(['image', 'image[]', 'object', 'object[]', 'multichoice']);

/** One text of a person: no time, since it would be copied to each visit, and no list or picture. */
const isPersonal = (path: string, caseType: string): boolean => {
  const field = findField(path);
  if (field === undefined || field.readOnly || LISTS.has(field.kind)) return false;
  return !isMilestone(path) && isOf(field, caseType);
};

const caseTypeMistakes = ({ caseType }: UncheckedMap): readonly MapMistake[] =>
  mistake('caseType', isCaseTypeName(caseType) ? undefined : `"${caseType}" is none of ${CASE_TYPE_NAMES.join(', ')}`);

const timeMistakes = ({ zone, timeFormat }: UncheckedMap): readonly MapMistake[] => [
  ...mistake(
    'zone',
    succeeds(() => new Intl.DateTimeFormat('en', { timeZone: zone })) ? undefined : `"${zone}" is no time zone`,
  ),
  ...mistake('timeFormat', findFormatProblem(timeFormat)),
];

const encodingMistakes = ({ encoding }: UncheckedMap): readonly MapMistake[] =>
  mistake(
    'encoding',
    succeeds(() => new TextDecoder(encoding, { fatal: true })) ? undefined : `"${encoding}" is no known encoding`,
  );

const patientMistakes = ({ patient, caseType }: UncheckedMap): readonly MapMistake[] =>
  [...patient.keys()].flatMap((path) =>
    mistake(path, isPersonal(path, caseType) ? undefined : `is no field of a person that a ${caseType} case has`),
  );

const activityMistakes = ({ activities, caseType }: UncheckedMap): readonly MapMistake[] => {
  const paths = [...activities].flatMap(([name, { path }]) =>
    mistake(
      `activities.${name}.path`,
      isMilestoneOf(path, caseType) ? undefined : `"${path}" is no milestone of a ${caseType} case`,
    ),
  );
  const opens = [...activities.values()].some((rule) => rule.opens);
  return [...paths, ...mistake('activities', opens ? undefined : 'none of them says "opens": "case"')];
};

/** What a map says that greenlane does not know; with an unknown case type nothing else of it can be judged. */
export const mapMistakes = (map: UncheckedMap): readonly MapMistake[] => {
  const general = [...caseTypeMistakes(map), ...timeMistakes(map), ...encodingMistakes(map)];
  return isCaseTypeName(map.caseType) ? [...general, ...patientMistakes(map), ...activityMistakes(map)] : general;
};
