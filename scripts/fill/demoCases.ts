import { CASE_TYPE_NAMES, isCaseTypeName, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { AFTERMATH_MS, createdAt, periodOf, type Period } from './calendar.ts';
import { commandsOf } from './commands.ts';
import type { DraftCase } from './draftCase.ts';
import { personOf } from './person.ts';
import { seededRandom, seedOf } from './seededRandom.ts';
import { createStory } from './story.ts';
import { tellVisit } from './tellVisit.ts';

export interface DemoOptions {
  readonly cases: number;
  readonly seed: number;
  readonly months: number;
  /** The first day after the last case, `YYYY-MM-DD`. */
  readonly until: string;
  /** The hospital's. */
  readonly zone: string;
}

const KIND = 3;

/** Of a hundred visits. */
const TYPES: Readonly<Record<CaseTypeName, number>> = {
  basic: 56,
  chestpain: 15,
  apoplexy: 11,
  trauma: 10,
  gib: 5,
  toxic: 3,
};

const WRONG_TYPE = 0.02;

const typeNamed = (name: string): CaseTypeName => (isCaseTypeName(name) ? name : 'basic');

const wrongTypeOf = (type: CaseTypeName, other: string): CaseTypeName =>
  type === 'basic' ? typeNamed(other === 'basic' ? 'chestpain' : other) : 'basic';

interface Places {
  readonly options: DemoOptions;
  readonly period: Period;
}

const draft = (index: number, { options, period }: Places): DraftCase => {
  const { cases, seed } = options;
  const random = seededRandom(seedOf(seed, KIND, index));
  const story = createStory(random, createdAt(period, seed, [index, cases]), period.until + AFTERMATH_MS);
  const type = typeNamed(random.weighted(TYPES));
  const before = random.chance(WRONG_TYPE) ? wrongTypeOf(type, random.pick(CASE_TYPE_NAMES) ?? 'gib') : undefined;
  Object.assign(story.values, personOf(seed, random.below(Math.ceil(cases * 0.9))));
  tellVisit(story, type);
  return {
    types: before === undefined ? [type] : [type, before],
    commands: (patientId, [caseId = 0, formerId = 0]) => {
      if (!random.chance(0.08)) story.say({ 'patient.wristlet': `W${patientId}` });
      return commandsOf({
        story,
        type,
        until: period.until,
        numbers: {
          patientId,
          case: { caseType: type, caseId },
          ...(before !== undefined && { before: { caseType: before, caseId: formerId } }),
        },
      });
    },
  };
};

/** Visits of all six types, in the order in which they were registered; the same for the same options. */
export function* demoCases(options: DemoOptions): Generator<DraftCase> {
  const period = periodOf(options.until, options.months, options.zone);
  for (let index = 0; index < options.cases; index += 1) yield draft(index, { options, period });
}
