import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { ReadDatabase } from '../readDatabase.ts';
import type { Slice } from './totals.ts';

/** How many cases a type has, and how many each slice of a hot filter: of a moment ago, to choose a way by, never to answer with. */
export interface SliceTotals {
  readonly everybody: number;
  of(slice: Slice): number;
}

const MAX_AGE_MS = 30_000;

interface Loaded {
  readonly at: number;
  readonly totals: Promise<SliceTotals>;
}

const loaded = new WeakMap<ReadDatabase, Map<CaseTypeName, Loaded>>();

const load = async (db: ReadDatabase, caseType: CaseTypeName): Promise<SliceTotals> => {
  const { rows } = await db.query<{ facet: string; value: string; total: number }>({
    name: 'cases_slice_totals',
    text: `select facet, value, total from case_totals where case_type = $1 and strpos(facet, ',') = 0`,
    values: [caseType],
  });
  const totals = new Map(rows.map(({ facet, value, total }) => [`${facet} ${value}`, total]));
  return { everybody: totals.get(' ') ?? 0, of: ({ facet, value }) => totals.get(`${facet} ${value}`) ?? 0 };
};

/** The totals of a type's single slices, at most half a minute old. @param clock in ms */
export const sliceTotals = (
  db: ReadDatabase,
  caseType: CaseTypeName,
  clock = () => performance.now(),
): Promise<SliceTotals> => {
  const ofDatabase = loaded.get(db) ?? new Map<CaseTypeName, Loaded>();
  loaded.set(db, ofDatabase);
  const known = ofDatabase.get(caseType);
  if (known && clock() - known.at < MAX_AGE_MS) return known.totals;
  const fresh = { at: clock(), totals: load(db, caseType) };
  ofDatabase.set(caseType, fresh);
  // One that fails late may have been followed by another.
  fresh.totals.catch(() => ofDatabase.get(caseType) === fresh && ofDatabase.delete(caseType));
  return fresh.totals;
};
