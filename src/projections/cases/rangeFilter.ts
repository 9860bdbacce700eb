import type { FilterRange, ListFilter } from '../../domain/catalogue/derive/listFilters.ts';
import type { CaseFilter } from './listQuery.ts';
import { pathNumber } from './numbers.ts';

/** What a path holds between two ranks, both included; of the rows of a list any one. */
export const rangeFilter = ({ path, match }: ListFilter, range: FilterRange): CaseFilter => ({
  kind: 'range',
  path: pathNumber(path),
  ...range,
  ...(match === 'includes' && { ofRows: true }),
});
