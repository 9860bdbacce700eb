import { patientStream } from '../../api/cases/caseServices.ts';
import { registerThroughBody } from '../../api/cases/registerThroughBody.ts';
import { decode } from '../../eventstore/codec.ts';
import type { PatientEvent } from '../../domain/patient/events.ts';
import type { PlannedStep } from '../../integrations/eventLog/planCase.ts';
import { visitBody } from '../../integrations/eventLog/visitBody.ts';
import type { Home } from './claims.ts';
import { importContext, registrationId } from './commandIds.ts';
import type { ImportWorld } from './importWorld.ts';
import type { ReadyVisit } from './prepareVisits.ts';
import { recordStep, type StepOutcome } from './recordStep.ts';
import { soundBody } from './soundBody.ts';
import type { Tally } from './tally.ts';

/** The import cannot go on; the message says why, for the person at the shell. */
class ImportFailed extends Error {
  override readonly name = 'ImportFailed';
}

export interface Importing {
  readonly world: ImportWorld;
  readonly tally: Tally;
}

/** A step whose event is in the log now, under which visit. */
export type Finished = Home & { readonly key: string };

const requireOurs = async ({ visit, home }: ReadyVisit, { services }: ImportWorld): Promise<void> => {
  const [first] = await services.store.read(patientStream(home.patientId), { limit: 1 });
  if (first && decode<PatientEvent>(first).metadata.causationId === registrationId(visit.key)) return;
  throw new ImportFailed(
    `patient ${home.patientId} is somebody else's record: the numbers handed out were behind the log; ` +
      'import again, which begins above it',
  );
};

/** Registers the visit with these steps in one command; false when that had happened before. */
const register = async (
  { visit, home, isFresh }: ReadyVisit,
  steps: readonly PlannedStep[],
  world: ImportWorld,
): Promise<boolean> => {
  const { caseType } = home;
  const body = soundBody(caseType, visitBody({ ...visit, steps }), world.services.unknownFields);
  const context = importContext(registrationId(visit.key), world, { isRepeatable: !isFresh });
  const registration = { ...home, caseType, body, createdTime: visit.openedAt, context };
  const { position, wasDone } = await registerThroughBody(registration, world.services);
  return position !== undefined && wasDone !== true;
};

export const tallyOutcome = (step: PlannedStep, outcome: StepOutcome, tally: Tally): void => {
  const { line, activity } = step;
  if (outcome.outcome === 'recorded') tally.record(step);
  else if (outcome.outcome === 'refused') tally.drop({ line, reason: 'refused', detail: outcome.detail });
  else tally.drop({ line, reason: outcome.outcome, detail: activity });
};

/** A step that an earlier log had under another visit stays there, if that visit came to be. */
export const homeOf = async (
  step: PlannedStep,
  { claimOf, home }: Pick<ReadyVisit, 'claimOf' | 'home'>,
  { services }: ImportWorld,
): Promise<Home> => {
  const claim = claimOf(step) ?? home;
  if (claim.patientId === home.patientId) return home;
  const [first] = await services.store.read(patientStream(claim.patientId), { limit: 1 });
  return first ? claim : home;
};

const recordLater = async (
  step: PlannedStep,
  ready: ReadyVisit,
  { world, tally }: Importing,
): Promise<readonly Finished[]> => {
  const home = await homeOf(step, ready, world);
  const outcome = await recordStep(step, home, world);
  tallyOutcome(step, outcome, tally);
  const isThere = outcome.outcome === 'recorded' || outcome.outcome === 'already_imported';
  return isThere ? [{ ...home, key: step.key }] : [];
};

const recordAllLater = async (
  steps: readonly PlannedStep[],
  ready: ReadyVisit,
  importing: Importing,
): Promise<readonly Finished[]> => {
  const finished: Finished[] = [];
  for (const step of steps) finished.push(...(await recordLater(step, ready, importing)));
  return finished;
};

const tallyRegistered = (steps: readonly PlannedStep[], tally: Tally): void => {
  tally.open();
  steps.forEach((step) => tally.record(step));
};

const registerAndRecord = async (
  ready: ReadyVisit,
  pending: readonly PlannedStep[],
  importing: Importing,
): Promise<readonly Finished[]> => {
  const { home, visit, claimOf } = ready;
  const own = pending.filter((step) => claimOf(step)?.patientId === home.patientId);
  const isNew = await register(ready, own, importing.world);
  if (!isNew) await requireOurs(ready, importing.world);
  if (isNew) tallyRegistered(own, importing.tally);
  const finished = [visit.key, ...(isNew ? own : []).map(({ key }) => key)].map((key) => ({ ...home, key }));
  const later = isNew ? pending.filter((step) => !own.includes(step)) : pending;
  return [...finished, ...(await recordAllLater(later, ready, importing))];
};

/**
 * Puts one visit into the log: in one command when it is new, step by step what a later log brings, nothing when it is
 * there. @returns the steps whose events are there now
 */
export const recordVisit = async (ready: ReadyVisit, importing: Importing): Promise<readonly Finished[]> => {
  const isDone = (step: PlannedStep): boolean => ready.claimOf(step)?.done === true;
  const { steps } = ready.visit;
  for (const step of steps.filter(isDone)) tallyOutcome(step, { outcome: 'already_imported' }, importing.tally);
  const pending = steps.filter((step) => !isDone(step));
  return ready.isRegistered ? recordAllLater(pending, ready, importing) : registerAndRecord(ready, pending, importing);
};
