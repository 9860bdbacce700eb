import { contributionOf } from '../../domain/statistics/contribution.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { Contribution } from '../../domain/statistics/tally.ts';

interface Known {
  readonly zone: string;
  readonly contribution: Contribution | undefined;
}

/** The state after one batch is the state before the next, as long as the patient stays in memory. */
const known = new WeakMap<PatientState, Known>();

/** What a visit adds to the statistics, worked out once for each state of it. */
export const contributionFrom = (state: PatientState, zone: string): Contribution | undefined => {
  const found = known.get(state);
  if (found?.zone === zone) return found.contribution;
  const contribution = contributionOf(state, zone);
  known.set(state, { zone, contribution });
  return contribution;
};
