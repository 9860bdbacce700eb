import type { ReadDatabase } from '../projections/readDatabase.ts';

/** The same pool, through which the API also writes what stands outside the log (D-35). */
export type Database = ReadDatabase;
