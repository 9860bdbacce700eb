import { applyByLoad } from '../applyByLoad.ts';
import type { Connection, Loader, ReadModel } from '../projection.ts';
import { addChanges, casesLeft, listedChange, type CaseChange, type Listed, type ListedChange } from './caseChange.ts';
import { writeGramCounts } from './gramCounts.ts';
import { writeNameCounts } from './nameCounts.ts';
import { isPrimed, prime } from './prime.ts';
import { createCaseIndexes, createCaseTables } from './tables.ts';
import { writeTotals } from './totals.ts';
import { renderRows, writeLeft, writeListed, writeRows, type LeftCase } from './writeRows.ts';

interface Change {
  readonly patientId: number;
  readonly listed: ListedChange | undefined;
  readonly left: readonly LeftCase[];
}

const leftOf = (change: CaseChange, to: Listed | undefined): readonly LeftCase[] =>
  to ? casesLeft(change).map((left) => ({ patientId: change.patientId, left, to })) : [];

const changeOf = (change: CaseChange, zone: string): Change => {
  const listed = listedChange(change, zone);
  return { patientId: change.patientId, listed, left: leftOf(change, listed?.after) };
};

const writeCounts = async (connection: Connection, changes: readonly ListedChange[]): Promise<void> => {
  if (changes.length === 0 || !(await isPrimed(connection))) return;
  await Promise.all([
    writeTotals(connection, changes),
    writeNameCounts(connection, changes),
    writeGramCounts(connection, changes),
  ]);
};

const storable = ({ patientId, listed }: Change): { patientId: number; after: Listed }[] =>
  listed?.after ? [{ patientId, after: listed.after }] : [];

/** Statements leave one after the other and run in that order, so only what depends on an answer waits for one. */
const writeCases = async (connection: Connection, patients: readonly CaseChange[], zone: string): Promise<void> => {
  const changes = patients.map((change) => changeOf(change, zone));
  const listed = changes.flatMap(({ listed: change }) => (change ? [change] : []));
  await Promise.all([
    writeListed(connection, changes.flatMap(storable)),
    writeLeft(
      connection,
      changes.flatMap(({ left }) => left),
    ),
    writeRows(connection, renderRows(patients, zone)),
    writeCounts(connection, listed),
  ]);
};

const startLoad = (zone: string): Loader => {
  const patients = new Map<number, CaseChange>();
  return {
    add: ({ steps }) => addChanges(patients, steps),
    write: (connection) => writeCases(connection, [...patients.values()], zone),
  };
};

/** The lists of the six case types: what they show, are searched and sorted by, and their totals (D-17, D-20, D-21). */
export const cases: ReadModel = {
  name: 'cases',
  version: 14,
  tables: [
    { name: 'cases', key: ['case_type', 'case_id'] },
    { name: 'case_tokens', key: ['case_type', 'case_id'] },
    { name: 'case_rows', key: ['case_type', 'case_id'] },
    { name: 'case_totals', key: ['case_type', 'facet', 'value'] },
    { name: 'case_day_totals', key: ['case_type', 'facet', 'value', 'local_day'] },
    { name: 'name_counts', key: ['case_type', 'kind', 'value'] },
    { name: 'gram_counts', key: ['case_type', 'gram'] },
  ],
  createTables: createCaseTables,
  createIndexes: async (connection) => {
    await prime(connection);
    await createCaseIndexes(connection);
  },
  apply: applyByLoad(startLoad),
  startLoad,
};
