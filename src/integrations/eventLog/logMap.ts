import { isCaseTypeName, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { checkMapFile, type LogMapFile, type MapMistake } from './mapSchema.ts';
import { mapMistakes } from './mapMistakes.ts';

/** What an activity of the log means. */
export interface StepRule {
  /** Catalogue path of the milestone that the step records. */
  readonly path: string;
  /** The step opens a visit. */
  readonly opens: boolean;
  /** Only the first occurrence in a case of the log counts. */
  readonly first: boolean;
}

/** How the columns and activities of a log become visits and milestones. */
export interface LogMap {
  readonly caseType: CaseTypeName;
  readonly delimiter: string;
  /** A label of the WHATWG encoding standard, such as `utf-8` or `gb18030`. */
  readonly encoding: string;
  /** Names of columns. */
  readonly caseKey: string;
  readonly activity: string;
  readonly time: string;
  /** In the tokens of date-fns. */
  readonly timeFormat: string;
  /** Whose wall times the log shows. */
  readonly zone: string;
  /** By catalogue path of a field of the person, the column that holds it. */
  readonly patient: ReadonlyMap<string, string>;
  readonly activities: ReadonlyMap<string, StepRule>;
}

/** Everything that is wrong with a map, by key. */
export class MapMistakes extends Error {
  override readonly name = 'MapMistakes';
  constructor(readonly mistakes: readonly MapMistake[]) {
    super(mistakes.map(({ key, problem }) => `${key}: ${problem}`).join('\n'));
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const problem = `is no JSON (${error instanceof Error ? error.message : String(error)})`;
    throw new MapMistakes([{ key: 'the map', problem }]);
  }
};

const activitiesOf = ({ activities }: LogMapFile): LogMap['activities'] =>
  new Map(
    Object.entries(activities).map(([name, { path, opens, take }]) => [
      name,
      { path, opens: opens === 'case', first: take === 'first' },
    ]),
  );

const patientOf = ({ patient = {} }: LogMapFile): LogMap['patient'] =>
  new Map(Object.entries(patient).map(([field, column]) => [`patient.${field}`, column]));

/**
 * Reads a map file.
 * @param hospitalZone taken when the map names no zone
 * @throws MapMistakes with everything that is wrong, by key
 */
export const readLogMap = (text: string, hospitalZone: string): LogMap => {
  const checked = checkMapFile(parsed(text));
  if ('mistakes' in checked) throw new MapMistakes(checked.mistakes);
  const { delimiter = ',', encoding = 'utf-8', zone = hospitalZone, ...file } = checked.file;
  const map = { ...file, delimiter, encoding, zone, patient: patientOf(file), activities: activitiesOf(file) };
  const mistakes = mapMistakes(map);
  const { caseType } = file;
  if (mistakes.length > 0 || !isCaseTypeName(caseType)) throw new MapMistakes(mistakes);
  return { ...map, caseType };
};
