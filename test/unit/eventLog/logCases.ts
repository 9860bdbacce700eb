import { parseInstant } from '../../../src/domain/shared/times.ts';
import type { LogCase } from '../../../src/integrations/eventLog/logCase.ts';
import { readLogMap } from '../../../src/integrations/eventLog/readLogMap.ts';
import { planCase, type CasePlan } from '../../../src/integrations/eventLog/planCase.ts';

const RULES = {
  Registration: { opens: 'case', path: 'assist_examination.register_time' },
  Return: { opens: 'case', path: 'assist_examination.register_time' },
  Triage: { path: 'assist_examination.triage_time', take: 'first' },
  Retriage: { path: 'assist_examination.triage_time', take: 'first' },
  Release: { path: 'patient.leave_hospital.leave_hos_time' },
  'Later release': { path: 'patient.leave_hospital.leave_hos_time' },
} as const;

export const MAP = {
  caseType: 'basic',
  caseKey: 'case',
  activity: 'step',
  time: 'time',
  timeFormat: 'yyyy-MM-dd HH:mm:ss',
  zone: 'UTC',
  patient: { name: 'case', age: 'age' },
  activities: RULES,
};

/** A step of a case: its activity and `HH:mm` on one day; the line is its place, from 2. */
export type Step = readonly [activity: string, clock: string];

export const logCase = (steps: readonly Step[], some: Partial<LogCase> = {}): LogCase => ({
  key: 'A',
  person: new Map([['patient.name', 'A']]),
  isOpeningUnreadable: false,
  steps: steps.map(([activity, clock], index) => {
    const parsed = parseInstant(`2024-05-01 ${clock}`, 'UTC');
    if ('problem' in parsed) throw new Error(parsed.problem);
    return { line: index + 2, activity, at: parsed.at, order: Date.parse(parsed.at) };
  }),
  ...some,
});

export const planned = (steps: readonly Step[], some: Partial<LogCase> = {}): CasePlan =>
  planCase(logCase(steps, some), readLogMap(JSON.stringify(MAP), 'UTC'));

/** Visits as lists of `activity clock`. */
export const visits = (plan: CasePlan): readonly (readonly string[])[] =>
  plan.visits.map(({ steps }) => steps.map(({ activity, at }) => `${activity} ${at.slice(11, 16)}`));

/** What fell out, as `line reason`. */
export const fallen = (plan: CasePlan): readonly string[] =>
  plan.dropped.map(({ line, reason }) => `${line} ${reason}`).sort();
