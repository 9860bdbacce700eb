import { caseChanges } from '../cases/caseChange.ts';
import type { Connection, ProjectionBatch, ReadModel } from '../projection.ts';
import { contributionFrom } from './contributions.ts';
import { deltasOf } from './deltas.ts';
import { createStatisticsTables } from './tables.ts';
import { writeDeltas } from './writeDeltas.ts';

const apply = async (connection: Connection, { steps, zone }: ProjectionBatch): Promise<void> => {
  const changes = caseChanges(steps).map(({ before, after }) => ({
    before: contributionFrom(before, zone),
    after: contributionFrom(after, zone),
  }));
  await writeDeltas(connection, deltasOf(changes));
};

/** Counters and histograms a day and a month: what every count is answered from, whatever the number of cases (D-27). */
export const statistics: ReadModel = {
  name: 'statistics',
  version: 1,
  tables: [
    { name: 'metric_figures', key: ['case_type', 'metric', 'grain', 'start'] },
    { name: 'metric_bins', key: ['case_type', 'metric', 'grain', 'start', 'value'] },
    { name: 'share_counts', key: ['case_type', 'share', 'grain', 'start', 'value'] },
  ],
  createTables: createStatisticsTables,
  createIndexes: async (connection) => {
    await connection.query('analyze metric_figures; analyze metric_bins; analyze share_counts');
  },
  apply,
};
