import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { listRangesOf, readFilterRange } from '../../domain/catalogue/derive/listFilters.ts';
import type { Texts } from './createdParameters.ts';
import type { FilterReading } from './filterParameters.ts';
import { rangeFilter } from './rangeFilter.ts';

/**
 * Reads `patient__age[]=60&patient__age[]=80`: any path whose values follow each other, first the start, then the end, both
 * included (E-GEN-07, A-40, D-20). Undefined for a name that is no range of the type; the time of creation has its own reader.
 */
export const readRange = (
  [name, texts]: readonly [string, Texts],
  { caseType, zone }: { readonly caseType: CaseTypeName; readonly zone: string },
): FilterReading | undefined => {
  const filter = listRangesOf(caseType).get(name);
  if (!filter) return undefined;
  const [start, end, ...more] = texts;
  if (start === undefined) return { filters: [] };
  if (end === undefined || more.length > 0) return { problem: 'range_ends' };
  const range = readFilterRange(filter, [start, end], zone);
  return 'problem' in range ? range : { filters: [rangeFilter(filter, range)] };
};
