import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { FacetName } from './facets.ts';
import type { SearchedColumn } from './grams.ts';
import type { SHARED } from './nameCounts.ts';

/** One condition of a list; all of them hold together. */
export type CaseFilter =
  | {
      readonly kind: 'facet';
      readonly facet: FacetName;
      readonly value: string;
      /** Compared with each row met in the order of the list, instead of looked up. */
      readonly onTheWay?: boolean;
    }
  | {
      readonly kind: 'contains';
      readonly column: SearchedColumn;
      readonly text: string;
      /** As above. */
      readonly onTheWay?: boolean;
    }
  /** Any other path, by the number that stands for it and its value. */
  | { readonly kind: 'value' | 'empty'; readonly token: number }
  /** Found under none of these numbers. */
  | { readonly kind: 'none'; readonly tokens: readonly number[] }
  /** Any path whose values follow each other, by the number that stands for it; both ends are included. */
  | {
      readonly kind: 'range';
      readonly path: number;
      readonly from: number;
      readonly to: number;
      /** A path of the rows of a list, of which any may lie in the range. */
      readonly ofRows?: boolean;
    }
  | { readonly kind: 'shared'; readonly of: keyof typeof SHARED; readonly shared: boolean };

/** When the cases wanted were created (D-20). */
export interface CreatedRange {
  /** ISO instant, inclusive. */
  readonly from?: string;
  /** ISO instant, exclusive. */
  readonly before?: string;
  /** The local days that lie in the range from their first to their last instant; undefined when none does. */
  readonly days?: WholeDays;
}

export interface WholeDays {
  /** `YYYY-MM-DD`; undefined for an open start. */
  readonly first?: string;
  readonly last?: string;
  /** ISO instant at which the first day begins. */
  readonly begin?: string;
  /** ISO instant at which the last day has ended. */
  readonly end?: string;
}

export type OrderColumn = 'created_time' | 'id' | Exclude<FacetName, 'treatment_type'>;

export interface CaseOrder {
  readonly column: OrderColumn;
  readonly descending: boolean;
}

/** What the last row of a page was ordered by. */
export interface Place {
  readonly id: number;
  /** ISO instant in UTC with six digits after its second, as exact as the database is. */
  readonly at: string;
  /** Of the ordered column; null when that is the time or the id, or empty. */
  readonly sorted: string | null;
}

export interface ListQuery {
  readonly caseType: CaseTypeName;
  readonly filters: readonly CaseFilter[];
  readonly created: CreatedRange | undefined;
  readonly order: CaseOrder;
  readonly limit: number;
  readonly offset: number;
  /** A page that follows a place instead of an offset, or the first of such pages. */
  readonly cursor?: 'start' | Place;
  /** The deleted cases instead of the live ones; for admins (D-10). */
  readonly deleted: boolean;
}
