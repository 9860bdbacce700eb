import { patientStream } from '../../api/cases/caseServices.ts';
import { readChanges } from '../../api/cases/readChanges.ts';
import type { CaseChanges } from '../../domain/patient/commands.ts';
import { changeCase } from '../../domain/patient/changeCase.ts';
import type { PatientEvent } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import { decode, type Decoded } from '../../eventstore/codec.ts';
import type { PlannedStep } from '../../integrations/eventLog/planCase.ts';
import { bodyOf } from '../../integrations/eventLog/visitBody.ts';
import type { Home } from './claims.ts';
import { importContext, recordingId } from './commandIds.ts';
import type { ImportWorld } from './importWorld.ts';
import { findRefusal, soundBody } from './soundBody.ts';

/** What became of a step whose visit was there before. */
export type StepOutcome =
  | { readonly outcome: 'recorded' | 'already_imported' | 'already_set' }
  | { readonly outcome: 'refused'; readonly detail: string };

type History = readonly Decoded<PatientEvent>[];

const speaksOf = (event: PatientEvent, path: string): boolean =>
  (event.type === 'MilestoneRecorded' || event.type === 'MilestoneCleared') && event.data.path === path;

/** An import put exactly this there, and died before it noted so. */
const isImported = (history: History, { path, at }: PlannedStep): boolean =>
  history.some(
    (event) =>
      event.type === 'MilestoneRecorded' &&
      event.metadata.client === 'import' &&
      event.data.path === path &&
      event.data.at === at,
  );

/** An attempt on an archived case is in the log already: it is not noted a second time. */
const wasRefused = (history: History, { key }: PlannedStep): boolean =>
  history.some(({ type, metadata }) => type === 'ChangeRefused' && metadata.causationId === recordingId(key));

const readStep = ({ path, at }: PlannedStep, { caseType }: Home, { services }: ImportWorld): Promise<CaseChanges> => {
  const body = soundBody(caseType, bodyOf([[path, at]]), services.unknownFields);
  return readChanges({ caseType, body }, services);
};

type Decide = (state: PatientState) => PatientEvent[];

const decisionOn = async (step: PlannedStep, home: Home, world: ImportWorld): Promise<Decide> => {
  const changes = await readStep(step, home, world);
  return (state) => (step.path in state.values ? [] : changeCase({ reference: home, changes }, state));
};

const change = async (step: PlannedStep, home: Home, world: ImportWorld): Promise<StepOutcome> => {
  const handled = await world.services.commands.handle({
    stream: patientStream(home.patientId),
    decide: await decisionOn(step, home, world),
    context: importContext(recordingId(step.key), world, { isRepeatable: true }),
  });
  return { outcome: handled.position === undefined ? 'already_set' : 'recorded' };
};

/** What a change would come to now. */
const foreseeChange = async (step: PlannedStep, home: Home, world: ImportWorld): Promise<StepOutcome> => {
  const { state } = await world.services.commands.load(patientStream(home.patientId));
  const decide = await decisionOn(step, home, world);
  return { outcome: decide(state).length === 0 ? 'already_set' : 'recorded' };
};

const attempt = async (work: () => Promise<StepOutcome>): Promise<StepOutcome> => {
  try {
    return await work();
  } catch (error) {
    const detail = findRefusal(error);
    if (detail === undefined) throw error;
    return { outcome: 'refused', detail };
  }
};

const refuseAgain = async (step: PlannedStep, history: History, stop: () => Promise<boolean>): Promise<void> => {
  if (wasRefused(history, step) && (await stop())) throw new Rejection('case_archived', { paths: [step.path] });
};

const historyOf = async ({ patientId }: Home, { services }: ImportWorld): Promise<History> =>
  (await services.store.read(patientStream(patientId))).map((event) => decode<PatientEvent>(event));

const standingIn = (history: History, step: PlannedStep): StepOutcome | undefined => {
  if (isImported(history, step)) return { outcome: 'already_imported' };
  return history.some((event) => speaksOf(event, step.path)) ? { outcome: 'already_set' } : undefined;
};

/** What `recordStep` would come to now; writes nothing. */
export const foreseeStep = async (step: PlannedStep, home: Home, world: ImportWorld): Promise<StepOutcome> =>
  standingIn(await historyOf(home, world), step) ?? attempt(() => foreseeChange(step, home, world));

/**
 * Records a step that a later log brings for a visit which is there: only on a path that the record never spoke of, so
 * that neither a value nor a clearing by a person is overwritten (D-40).
 */
export const recordStep = async (step: PlannedStep, home: Home, world: ImportWorld): Promise<StepOutcome> => {
  const history = await historyOf(home, world);
  const standing = standingIn(history, step);
  if (standing) return standing;
  const stream = patientStream(home.patientId);
  const isArchived = async () => (await world.services.commands.load(stream)).state.archive === 'accepted';
  return attempt(async () => {
    await refuseAgain(step, history, isArchived);
    return change(step, home, world);
  });
};
