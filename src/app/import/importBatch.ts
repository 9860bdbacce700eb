import type { PlannedVisit } from '../../integrations/eventLog/planCase.ts';
import { finishSteps, type Claims } from './claims.ts';
import { claimVisits, examineVisits, type Examined } from './prepareVisits.ts';
import { recordVisit, type Importing } from './recordVisit.ts';

/**
 * Imports some visits, all at once so that the event store can commit them together. What went in is noted even when
 * another visit of the batch failed.
 * @throws StoreUnavailable, ImportFailed, the first one that failed
 */
export const importBatch = async (visits: readonly PlannedVisit[], importing: Importing): Promise<void> => {
  const { world, tally } = importing;
  const ready = await claimVisits(await examineVisits(visits, world, tally), world);
  const outcomes = await Promise.allSettled(ready.map((each) => recordVisit(each, importing)));
  const finished = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await finishSteps(world.services.db, finished).catch(() => undefined);
    throw failure.reason;
  }
  await finishSteps(world.services.db, finished);
};

const rehearseVisit = (visit: PlannedVisit, known: Claims, { tally }: Importing): void => {
  if (!known.get(visit.key)?.done) tally.open();
  for (const step of visit.steps) {
    const { line, activity } = step;
    if (known.get(step.key)?.done) tally.drop({ line, reason: 'already_imported', detail: activity });
    else tally.record(step);
  }
};

/** Tallies what an import would do, and writes nothing (`--dry-run`). */
export const rehearseBatch = async (visits: readonly PlannedVisit[], importing: Importing): Promise<void> => {
  const { world, tally } = importing;
  const examined: Examined = await examineVisits(visits, world, tally);
  examined.visits.forEach((visit) => rehearseVisit(visit, examined.known, importing));
};
