import { applyByLoad } from '../applyByLoad.ts';
import { addChanges, type CaseChange } from '../cases/caseChange.ts';
import type { Connection, Loader, ReadModel } from '../projection.ts';
import { contributionFrom } from './contributions.ts';
import { deltasOf } from './deltas.ts';
import { createStatisticsTables } from './tables.ts';
import { writeDeltas } from './writeDeltas.ts';

const startLoad = (zone: string): Loader => {
  const patients = new Map<number, CaseChange>();
  return {
    add: ({ steps }) => addChanges(patients, steps),
    write: async (connection) => {
      const changes = [...patients.values()].map(({ before, after }) => ({
        before: contributionFrom(before, zone),
        after: contributionFrom(after, zone),
      }));
      await writeDeltas(connection, deltasOf(changes));
    },
  };
};

const TABLES = ['metric_figures', 'metric_bins', 'share_counts'];

/** A load leaves the rows of one metric all over the table; side by side, those of a range of days are a few pages. */
const clusterTables = async (connection: Connection): Promise<void> => {
  for (const table of TABLES) await connection.query(`cluster ${table} using ${table}_pkey`);
};

/** Counters and histograms a day and a month: what every count is answered from, whatever the number of cases (D-27). */
export const statistics: ReadModel = {
  name: 'statistics',
  version: 8,
  tables: [
    { name: 'metric_figures', key: ['case_type', 'metric', 'grain', 'start'] },
    { name: 'metric_bins', key: ['case_type', 'metric', 'grain', 'start', 'value'] },
    { name: 'share_counts', key: ['case_type', 'share', 'grain', 'start', 'value'] },
  ],
  createTables: createStatisticsTables,
  createIndexes: clusterTables,
  apply: applyByLoad(startLoad),
  startLoad,
};
