import { cases } from '../../src/projections/cases/readModel.ts';
import { checksum } from '../../src/projections/checksum.ts';
import { READ_MODELS } from '../../src/projections/readModels.ts';
import { STATES } from '../../src/projections/schema.ts';
import { onDatabase } from './logEvents.ts';

/** What every read model holds, as a sum over its rows in the order of their business keys, and the folded patients. */
export const sumsOf = (url: string): Promise<Readonly<Record<string, string>>> =>
  onDatabase(url, async (client) => {
    await client.query(`set timezone = 'UTC'`);
    const folded = { ...cases, name: STATES.name, tables: [STATES] };
    const sums: Record<string, string> = {};
    for (const model of [...READ_MODELS, folded]) sums[model.name] = await checksum(client, model);
    return sums;
  });

/** Names of those that are not the same. */
export const differences = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] => Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
