import { CASE_TYPES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { wallTime, type LoggedEvent } from './facts.ts';
import type { Json } from './journal.ts';
import type { Wire } from './wire.ts';

const get = async (wire: Wire, path: string): Promise<{ status: number; body: Json }> => {
  const outcome = await wire.send({ method: 'GET', path });
  if (outcome.kind === 'lost') throw new Error(`GET ${path}: ${outcome.reason}`);
  return outcome;
};

interface Visit {
  readonly patientId: number;
  readonly caseType: CaseTypeName;
  readonly caseId: number;
  readonly events: readonly LoggedEvent[];
}

const visitsIn = (events: readonly LoggedEvent[]): readonly Visit[] =>
  events
    .filter(({ type }) => type === 'CaseRegistered')
    .map(({ stream, data }) => ({ ...data, events: events.filter((event) => event.stream === stream) }));

const readHistory = async ({ caseType, caseId }: Visit, wire: Wire): Promise<readonly Json[]> => {
  const items: Json[] = [];
  const of = `table_name=${CASE_TYPES[caseType].tableName}&instance_id=${caseId}`;
  for (let next: string | null = `/api/common/history/?${of}&limit=500`; next !== null;) {
    const { status, body } = await get(wire, next);
    if (status !== 200) throw new Error(`history of ${caseType}/${caseId}: ${status}`);
    items.push(...body.results);
    next = body.next === null ? null : body.next.slice(wire.url.length);
  }
  return items;
};

/** What one command changed, as the log has it: field and new value in the words of the API. */
const changesIn = ({ type, data }: LoggedEvent): readonly string[] => {
  if (type === 'MilestoneRecorded') return [`${data.path} = ${wallTime(data.at)}`];
  if (type === 'FieldsRecorded') return Object.entries(data.values).map(([path, value]) => `${path} = ${value}`);
  return data.reason === undefined ? [] : [`reason = ${data.reason}`];
};

const WATCHED = /^(patient\.(name|wristlet|bed_no|reg_dept|address|inside_roadmap\.\w+)|reason)$/;

const logLines = ({ events }: Visit): readonly string[] =>
  events
    .filter(({ type }) => type !== 'ChangeRefused')
    .flatMap(changesIn)
    .filter((line) => WATCHED.test(line.split(' = ')[0] ?? ''))
    .sort();

const shownLines = (items: readonly Json[]): readonly string[] =>
  items
    .filter(({ action }) => action !== 'refused_change')
    .flatMap(({ changes }) => changes)
    .filter(({ field, new: value }) => WATCHED.test(field) && value !== null)
    .map(({ field, new: value }) => `${field} = ${value}`)
    .sort();

/** A command that was refused and, sent again, then did its work is shown twice: the attempt, and what it did. */
/** A command that was refused and then, sent again, done is two items. */
const itemsOf = ({ events }: Visit): number =>
  new Set(events.map(({ type, metadata }) => `${metadata.causationId} ${type === 'ChangeRefused'}`)).size;

/** The first line that only one of the two has, or has once more. */
const differenceOf = (shown: readonly string[], logged: readonly string[]): string | undefined => {
  const at = [...shown, undefined].findIndex((line, index) => line !== logged[index]);
  return at === -1 ? undefined : `${shown[at]} where the log has ${logged[at]}`;
};

const checkHistory = async (visit: Visit, wire: Wire): Promise<readonly string[]> => {
  const items = await readHistory(visit, wire);
  const different = differenceOf(shownLines(items), logLines(visit));
  const name = `history of ${visit.caseType}/${visit.caseId}`;
  return [
    ...(items.length === itemsOf(visit) ? [] : [`${name}: ${items.length} items, not ${itemsOf(visit)}`]),
    ...(different === undefined ? [] : [`${name} shows ${different}`]),
  ];
};

/** The last value of each path, where the last case of the visit is, and whether it is in sight. */
const foldOf = ({ events, ...visit }: Visit) => {
  const values = new Map<string, string>();
  let current = { caseType: visit.caseType, caseId: visit.caseId };
  let deleted = false;
  for (const event of events) {
    for (const line of changesIn(event)) values.set(line.split(' = ')[0] ?? '', line.split(' = ')[1] ?? '');
    if (event.type === 'CaseSwitched') current = event.data.to;
    if (event.type === 'CaseDeleted') deleted = true;
    if (event.type === 'CaseRestored') deleted = false;
  }
  return { values, current, deleted };
};

const valueAt = (body: Json, path: string): Json => path.split('.').reduce((at, key) => at?.[key], body);

const checkDetail = async (visit: Visit, wire: Wire): Promise<readonly string[]> => {
  const { values, current, deleted } = foldOf(visit);
  const path = `/api/${CASE_TYPES[current.caseType].route}/${current.caseId}/`;
  const { status, body } = await get(wire, path);
  if (status !== (deleted ? 404 : 200)) return [`${path} answers ${status}`];
  if (deleted) return [];
  return [...values]
    .filter(([field, value]) => WATCHED.test(field) && field !== 'reason' && valueAt(body, field) !== value)
    .map(([field, value]) => `${path}: ${field} is ${valueAt(body, field)}, not ${value}`);
};

/** Where the API shows a visit otherwise than its events tell it, in its details or in its operation record. */
export const findMisshown = async (wire: Wire, events: readonly LoggedEvent[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const visit of visitsIn(events)) {
    found.push(...(await checkHistory(visit, wire)), ...(await checkDetail(visit, wire)));
  }
  return found;
};
