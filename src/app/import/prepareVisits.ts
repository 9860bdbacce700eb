import { readChanges } from '../../api/cases/readChanges.ts';
import type { SequenceName } from '../../api/cases/caseServices.ts';
import type { PlannedStep, PlannedVisit } from '../../integrations/eventLog/planCase.ts';
import { visitBody } from '../../integrations/eventLog/visitBody.ts';
import { claimSteps, findClaims, type Claim, type Claims, type Home } from './claims.ts';
import type { ImportWorld } from './importWorld.ts';
import { findRefusal, soundBody } from './soundBody.ts';
import type { Tally } from './tally.ts';

/** A visit whose steps are all claimed. */
export interface ReadyVisit {
  readonly visit: PlannedVisit;
  readonly home: Home;
  /** Its opening was never claimed before, so that nothing of it can be in the log. */
  readonly isFresh: boolean;
  /** Its registration is known to be in the log. */
  readonly isRegistered: boolean;
  readonly claimOf: (step: PlannedStep) => Claim | undefined;
}

const keysOf = ({ key, steps }: PlannedVisit): readonly string[] => [key, ...steps.map((step) => step.key)];

/** Why a visit cannot be registered; undefined when a POST of it would be taken. */
const findFault = async (visit: PlannedVisit, known: Claims, world: ImportWorld): Promise<string | undefined> => {
  const caseType = known.get(visit.key)?.caseType ?? world.caseType;
  try {
    const body = soundBody(caseType, visitBody(visit), world.services.unknownFields);
    await readChanges({ caseType, body }, world.services);
    return undefined;
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
};

const dropSteps = (steps: readonly PlannedStep[], detail: string, tally: Tally): void =>
  steps.forEach(({ line }) => tally.drop({ line, reason: 'refused', detail }));

/** Refused as a whole, as a POST is: nothing of a visit is stored when one value of it cannot be (D-40). */
const isSound = async (
  visit: PlannedVisit,
  known: Claims,
  { world, tally }: { readonly world: ImportWorld; readonly tally: Tally },
): Promise<boolean> => {
  if (known.get(visit.key)?.done) return true;
  const fault = await findFault(visit, known, world);
  if (fault !== undefined) dropSteps(visit.steps, fault, tally);
  return fault === undefined;
};

export interface Examined {
  /** Those that are registered, or could be. */
  readonly visits: readonly PlannedVisit[];
  readonly known: Claims;
}

/** Finds what is known of visits and refuses those that a POST would refuse; writes nothing. */
export const examineVisits = async (
  visits: readonly PlannedVisit[],
  world: ImportWorld,
  tally: Tally,
): Promise<Examined> => {
  const known = await findClaims(world.services.db, visits.flatMap(keysOf));
  const sound = await Promise.all(visits.map((visit) => isSound(visit, known, { world, tally })));
  return { visits: visits.filter((_, index) => sound[index]), known };
};

/** New numbers for visits that are claimed for the first time. */
const drawHomes = async (
  visits: readonly PlannedVisit[],
  { services, caseType }: ImportWorld,
): Promise<readonly (Home & { readonly key: string })[]> => {
  if (visits.length === 0) return [];
  const names = visits.flatMap((): SequenceName[] => ['patient', `case_${caseType}`]);
  const ids = await services.nextIds(names);
  return visits.map(({ key }, index) => ({
    key,
    patientId: ids[2 * index] ?? 0,
    caseType,
    caseId: ids[2 * index + 1] ?? 0,
  }));
};

interface Placed {
  readonly visit: PlannedVisit;
  readonly home: Claim;
}

const readyVisit = ({ visit, home }: Placed, drawn: ReadonlyMap<string, Home>, claims: Claims): ReadyVisit => ({
  visit,
  home,
  isFresh: drawn.get(visit.key)?.patientId === home.patientId,
  isRegistered: home.done,
  claimOf: ({ key }) => claims.get(key),
});

/** Claims what was never claimed before: first the openings, which decide on the numbers, then the steps below them. */
export const claimVisits = async ({ visits, known }: Examined, world: ImportWorld): Promise<readonly ReadyVisit[]> => {
  const { db } = world.services;
  const drawn = await drawHomes(
    visits.filter(({ key }) => !known.has(key)),
    world,
  );
  const openings = new Map([...known, ...(await claimSteps(db, drawn))]);
  const placed = visits.flatMap((visit) => {
    const home = openings.get(visit.key);
    return home ? [{ visit, home }] : [];
  });
  const wanted = placed.flatMap(({ visit, home }) =>
    visit.steps.filter(({ key }) => !openings.has(key)).map(({ key }) => ({ ...home, key })),
  );
  const claims = new Map([...openings, ...(await claimSteps(db, wanted))]);
  const drawnByKey = new Map(drawn.map((each) => [each.key, each]));
  return placed.map((each) => readyVisit(each, drawnByKey, claims));
};
