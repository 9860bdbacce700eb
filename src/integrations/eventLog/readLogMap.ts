import { isCaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { LogMap } from './logMap.ts';
import { mapMistakes } from './mapMistakes.ts';
import { checkMapFile, type LogMapFile, type MapMistake } from './mapSchema.ts';

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
