import { v5 as uuidV5 } from 'uuid';
import type { Dropped, DropReason, LogCase, LogStep } from './logCase.ts';
import type { LogMap, StepRule } from './logMap.ts';

/** A milestone that one row of the log records. */
export interface PlannedStep extends LogStep, StepRule {
  /** A UUID from the row's content: case, activity, time, and its number among equal ones (D-40). */
  readonly key: string;
  /** An earlier row of the case says the very same. */
  readonly isRepeat: boolean;
}

/** One visit of a person: what registers it and every milestone that the log knows of it. */
export interface PlannedVisit {
  /** The key of the step that opened it. */
  readonly key: string;
  /** ISO instant: when that step happened (D-30). */
  readonly openedAt: string;
  readonly person: LogCase['person'];
  /** In time order, each path once. */
  readonly steps: readonly PlannedStep[];
}

export interface CasePlan {
  readonly visits: readonly PlannedVisit[];
  readonly dropped: readonly Dropped[];
}

/** Never changed: the keys of everything that was ever imported derive from it. */
const NAMESPACE = '6d4f5b52-93b5-4c56-9a53-0c3e3c1e8f70';

const droppedFor = (reason: DropReason, steps: readonly LogStep[]): readonly Dropped[] =>
  steps.map(({ line, activity }) => ({ line, reason, detail: activity }));

/** By time; what happened at one moment stays in the order of the file. */
const inOrder = <Step extends LogStep>(steps: readonly Step[]): readonly Step[] =>
  [...steps].sort((a, b) => a.order - b.order || a.line - b.line);

/** Rows that say the same are told apart by their number, so that a file in another order has the same keys. */
const keyed = ({ key, steps }: LogCase, activities: LogMap['activities']): readonly PlannedStep[] => {
  const seen = new Map<string, number>();
  return inOrder(steps).flatMap((step) => {
    const rule = activities.get(step.activity);
    if (!rule) return [];
    const content = JSON.stringify([key, step.activity, step.at]);
    const ordinal = seen.get(content) ?? 0;
    seen.set(content, ordinal + 1);
    return [{ ...step, ...rule, key: uuidV5(`${content}${ordinal}`, NAMESPACE), isRepeat: ordinal > 0 }];
  });
};

/** Of an activity that takes its first occurrence, the others in the same case of the log fall out. */
const laterOccurrences = (steps: readonly PlannedStep[]): ReadonlySet<PlannedStep> => {
  const seen = new Set<string>();
  return new Set(
    steps.filter(({ first, activity }) => {
      const isLater = first && seen.has(activity);
      seen.add(activity);
      return isLater;
    }),
  );
};

/** Of an activity that takes its first occurrence, a row that says the same again is a later one. */
const isSameRow = ({ first, isRepeat }: PlannedStep): boolean => isRepeat && !first;

/** A visit reaches from its opening to the next; what lies before the first opening belongs to the first visit. */
const cutAtOpenings = (steps: readonly PlannedStep[]): readonly (readonly PlannedStep[])[] => {
  const openings = steps.flatMap(({ opens }, index) => (opens ? [index] : []));
  return openings.map((start, each) => steps.slice(each === 0 ? 0 : start, openings[each + 1]));
};

interface Settled {
  readonly kept: readonly PlannedStep[];
  readonly dropped: readonly Dropped[];
}

/** A path set twice in a visit: the later step counts, as it would at the screen, unless it takes the first only. */
const settled = (steps: readonly PlannedStep[]): Settled => {
  const byPath = new Map<string, PlannedStep>();
  const dropped = steps.flatMap((step) => {
    const earlier = byPath.get(step.path);
    if (earlier && step.first) return droppedFor('later_occurrence', [step]);
    byPath.set(step.path, step);
    return earlier ? droppedFor('replaced_by_later', [earlier]) : [];
  });
  return { kept: inOrder([...byPath.values()]), dropped };
};

const visitOf = (steps: readonly PlannedStep[], person: LogCase['person']): CasePlan => {
  const opening = steps.find(({ opens }) => opens);
  if (!opening) return { visits: [], dropped: droppedFor('case_never_opened', steps) };
  const { kept, dropped } = settled(steps);
  return { visits: [{ key: opening.key, openedAt: opening.at, person, steps: kept }], dropped };
};

/**
 * What one case of the log asks for: a visit for each opening step, each path once in a visit, and why the other rows
 * fall out. The person's fields are copied to each visit (D-01). The order of the file decides only between steps of one
 * moment.
 */
export const planCase = (logCase: LogCase, { activities }: Pick<LogMap, 'activities'>): CasePlan => {
  if (logCase.isOpeningUnreadable) return { visits: [], dropped: droppedFor('opening_unreadable', logCase.steps) };
  const steps = keyed(logCase, activities);
  const later = laterOccurrences(steps);
  const repeats = steps.filter(isSameRow);
  const counting = steps.filter((step) => !later.has(step) && !isSameRow(step));
  const groups = counting.some(({ opens }) => opens) ? cutAtOpenings(counting) : [counting];
  const plans = groups.map((group) => visitOf(group, logCase.person));
  return {
    visits: plans.flatMap(({ visits }) => visits),
    dropped: [
      ...droppedFor('later_occurrence', [...later]),
      ...droppedFor('same_row', repeats),
      ...plans.flatMap(({ dropped }) => dropped),
    ],
  };
};
