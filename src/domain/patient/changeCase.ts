import { isMilestone } from '../catalogue/catalogue.ts';
import { ECG_LISTS } from '../catalogue/ecgLists.ts';
import type { CaseChanges, ChangeCase } from './commands.ts';
import { ecgEvents, refuseUnknownRows } from './ecgRows.ts';
import { withoutEchoedAge } from './echoedAge.ts';
import type { FieldValue, PatientEvent } from './events.ts';
import { getLiveCase, refuseWhenArchived } from './liveCase.ts';
import { withoutRivals } from './rivals.ts';
import type { PatientState } from './state.ts';
import { unknownEvents } from './unknownFields.ts';

const isSame = (a: FieldValue | null, b: FieldValue | null): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));

/** An empty list is an unset one (D-05). */
const withoutEmptyList = (value: FieldValue | null): FieldValue | null =>
  Array.isArray(value) && value.length === 0 ? null : value;

type IsStored = (path: string, value: FieldValue | null) => boolean;

const storedIn =
  ({ values }: PatientState, { laterTimes }: CaseChanges): IsStored =>
  (path, value) => {
    const stored = values[path] ?? null;
    return isSame(withoutEmptyList(value), stored) || laterTimes[path] === stored;
  };

const milestoneEvent = (path: string, at: FieldValue | null): PatientEvent =>
  typeof at === 'string'
    ? { type: 'MilestoneRecorded', data: { path, at } }
    : { type: 'MilestoneCleared', data: { path } };

const valueEvents = (changes: CaseChanges, state: PatientState): PatientEvent[] => {
  const isStored = storedIn(state, changes);
  const values = withoutEchoedAge(withoutRivals(changes, isStored), state);
  const differing = Object.entries(values)
    .filter(([path, value]) => !isStored(path, value))
    .map(([path, value]): [string, FieldValue | null] => [path, withoutEmptyList(value)]);
  const fields = differing.filter(([path]) => !isMilestone(path));
  const milestones = differing.filter(([path]) => isMilestone(path)).map(([path, at]) => milestoneEvent(path, at));
  if (fields.length === 0) return milestones;
  return [...milestones, { type: 'FieldsRecorded', data: { values: Object.fromEntries(fields) } }];
};

const allEcgEvents = ({ ecg }: CaseChanges, state: PatientState): PatientEvent[] => {
  refuseUnknownRows(ecg, state.ecg);
  let lastId = state.lastEcgId;
  return ECG_LISTS.flatMap((list) => {
    const sent = ecg[list];
    if (!sent) return [];
    const events = ecgEvents(list, sent, { ecg: state.ecg, lastId });
    lastId += events.filter(({ type }) => type === 'EcgAdded').length;
    return events;
  });
};

/** What a body changes, one event a fact; nothing for what is stored already. @throws Rejection */
export const contentEvents = (changes: CaseChanges, state: PatientState): PatientEvent[] => [
  ...valueEvents(changes, state),
  ...unknownEvents(changes, state),
  ...allEcgEvents(changes, state),
];

const pathsOf = (event: PatientEvent): readonly string[] => {
  switch (event.type) {
    case 'MilestoneRecorded':
    case 'MilestoneCleared':
      return [event.data.path];
    case 'FieldsRecorded':
    case 'UnknownFieldsRecorded':
      return Object.keys(event.data.values);
    case 'EcgAdded':
    case 'EcgChanged':
    case 'EcgRemoved':
      return [event.data.list];
    default:
      return [];
  }
};

/** Records what a client sent about a case (D-02). @throws Rejection case_archived, case_deleted, case_switched and others */
export const changeCase = ({ reference, changes }: ChangeCase, state: PatientState): PatientEvent[] => {
  getLiveCase(reference, state);
  const events = contentEvents(changes, state);
  if (events.length > 0) refuseWhenArchived(state, { paths: [...new Set(events.flatMap(pathsOf))] });
  return events;
};
