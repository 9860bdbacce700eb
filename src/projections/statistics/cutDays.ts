import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { contributionOf } from '../../domain/statistics/contribution.ts';
import type { Contribution } from '../../domain/statistics/tally.ts';
import { createdCondition, parameters, scopeOf } from '../cases/conditions.ts';
import type { CreatedRange } from '../cases/listQuery.ts';
import { stateFrom } from '../foldCodec.ts';
import type { ReadDatabase } from '../readDatabase.ts';

/** What the cases created in part of a day give, read from the cases themselves (D-27). */
export const contributionsIn = async (
  db: ReadDatabase,
  { caseType, range, zone }: { readonly caseType: CaseTypeName; readonly range: CreatedRange; readonly zone: string },
): Promise<readonly Contribution[]> => {
  const all = parameters();
  const conditions = [scopeOf({ caseType, deleted: false }), ...createdCondition(range, all)].join(' and ');
  const text = `select state from cases join patient_states using (patient_id) where ${conditions}`;
  const { rows } = await db.query<{ state: string }>({ text, values: all.values });
  return rows.flatMap(({ state }) => contributionOf(stateFrom(state), zone) ?? []);
};
