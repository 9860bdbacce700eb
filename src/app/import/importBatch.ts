import type { PlannedStep, PlannedVisit } from '../../integrations/eventLog/planCase.ts';
import { finishSteps, type Claims } from './claims.ts';
import { claimVisits, examineVisits, type Examined } from './prepareVisits.ts';
import { foreseeStep, type StepOutcome } from './recordStep.ts';
import { homeOf, recordVisit, tallyOutcome, type Importing } from './recordVisit.ts';

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

interface Known {
  readonly visit: PlannedVisit;
  readonly known: Claims;
}

const foresee = async (step: PlannedStep, { visit, known }: Known, { world }: Importing): Promise<StepOutcome> => {
  const claimOf = ({ key }: PlannedStep) => known.get(key);
  const opening = known.get(visit.key);
  if (claimOf(step)?.done) return { outcome: 'already_imported' };
  if (!opening?.done) return { outcome: 'recorded' };
  return foreseeStep(step, await homeOf(step, { claimOf, home: opening }, world), world);
};

const rehearseVisit = async (rehearsed: Known, importing: Importing): Promise<void> => {
  const { visit, known } = rehearsed;
  if (!known.get(visit.key)?.done) importing.tally.open();
  for (const step of visit.steps) tallyOutcome(step, await foresee(step, rehearsed, importing), importing.tally);
};

/** Tallies what an import would do, and writes nothing (`--dry-run`). */
export const rehearseBatch = async (visits: readonly PlannedVisit[], importing: Importing): Promise<void> => {
  const { world, tally } = importing;
  const examined: Examined = await examineVisits(visits, world, tally);
  await Promise.all(examined.visits.map((visit) => rehearseVisit({ visit, known: examined.known }, importing)));
};
