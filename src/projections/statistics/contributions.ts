import { standingOf } from '../../domain/statistics/contribution.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { Contribution } from '../../domain/statistics/tally.ts';

interface Known {
  readonly zone: string;
  readonly standing: Contribution | undefined;
}

/** The state after one batch is the state before the next, as long as the patient stays in memory. */
const known = new WeakMap<PatientState, Known>();

/** How a visit stands in the statistics, deleted or not, worked out once for each state of it. */
export const standingFrom = (state: PatientState, zone: string): Contribution | undefined => {
  const found = known.get(state);
  if (found?.zone === zone) return found.standing;
  const standing = standingOf(state, zone);
  known.set(state, { zone, standing });
  return standing;
};

/** What a visit adds to the statistics; nothing while it is deleted (D-10). */
export const contributionFrom = (state: PatientState, zone: string): Contribution | undefined =>
  state.deleted ? undefined : standingFrom(state, zone);
