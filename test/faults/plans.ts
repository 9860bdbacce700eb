import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import type { Write } from './journal.ts';
import type { Random } from '../support/random.ts';
import type { Known, World } from './world.ts';

/** What a request does, before it has a number and maybe a key. */
type Plan = Omit<Write, 'id' | 'key'>;

/** Each write brings values that no other brings, made from its number. */
const markOf = (id: number): string => `w${id}`;

const FIRST_INSTANT = Date.UTC(2001, 0, 1);
const instantOf = (id: number): string => `${new Date(FIRST_INSTANT + id * 1_000).toISOString().slice(0, 19)}Z`;

const rootOf = (caseType: CaseTypeName): string => `/api/${CASE_TYPES[caseType].route}/`;
const pathOf = ({ caseType, caseId }: Known): string => `${rootOf(caseType)}${caseId}/`;

/** Times that every case type has, and a wristband may record. */
const ROADMAP = 'patient.inside_roadmap';
const TIMES = ['first_doctor_time', 'eme_trans_depart_time'] as const;
const TEXTS = ['bed_no', 'reg_dept', 'address'] as const;
const CREATED: readonly [CaseTypeName, ...CaseTypeName[]] = ['apoplexy', 'chestpain', 'trauma', 'gib'];

const EXACT = { mayBeNothing: false } as const;

const create = (id: number, random: Random): Plan => {
  const caseType = random.pick(CREATED);
  const mark = markOf(id);
  const patient = { name: mark, wristlet: `band-${mark}`, inside_roadmap: { first_doctor_time: instantOf(id) } };
  const facts = [
    `registered ${caseType}`,
    `patient.name = ${mark}`,
    `patient.wristlet = band-${mark}`,
    `${ROADMAP}.first_doctor_time = ${instantOf(id)}`,
  ];
  return { method: 'POST', path: rootOf(caseType), body: { patient }, target: null, facts, ...EXACT };
};

const milestone = (known: Known, id: number, random: Random): Plan => {
  const name = random.pick(TIMES);
  const body = { patient: { inside_roadmap: { [name]: instantOf(id) } } };
  const facts = [`${ROADMAP}.${name} = ${instantOf(id)}`];
  return { method: 'PUT', path: pathOf(known), body, target: known.patientId, facts, ...EXACT };
};

/** Both times and all texts: in the log together, or not at all. */
const everything = (known: Known, id: number): Plan => {
  const times = Object.fromEntries(TIMES.map((name) => [name, instantOf(id)]));
  const texts = Object.fromEntries(TEXTS.map((name) => [name, markOf(id)]));
  const facts = [
    ...TIMES.map((name) => `${ROADMAP}.${name} = ${instantOf(id)}`),
    ...TEXTS.map((name) => `patient.${name} = ${markOf(id)}`),
  ];
  const body = { patient: { ...texts, inside_roadmap: times } };
  return { method: 'PUT', path: pathOf(known), body, target: known.patientId, facts, ...EXACT };
};

const text = (known: Known, id: number, random: Random): Plan => {
  const name = random.pick(TEXTS);
  const facts = [`patient.${name} = ${markOf(id)}`];
  const body = { patient: { [name]: markOf(id) } };
  return { method: 'PATCH', path: pathOf(known), body, target: known.patientId, facts, ...EXACT };
};

const scan = ({ wristlet, patientId }: Known, random: Random): Plan => {
  const name = random.pick(TIMES);
  const path = '/api/chestpain/update_arrive_time/';
  const facts = [`scanned ${ROADMAP}.${name}`];
  return {
    method: 'POST',
    path,
    body: { wristlet, field: `ir_${name}` },
    target: patientId,
    facts,
    mayBeNothing: true,
  };
};

const archiveAs = (known: Known, id: number, action: 'ask' | 'withdraw' | 'accept' | 'refuse'): Plan => {
  const reason = action === 'withdraw' || action === 'refuse' ? markOf(id) : undefined;
  const said = { ask: 'requested', withdraw: `withdrawn: ${reason}`, accept: 'accepted', refuse: `refused: ${reason}` };
  const path = `/api/patient/patient/${known.patientId}/${action}_arch/`;
  const facts = [`archive ${said[action]}`];
  return { method: 'POST', path, body: { reason: reason ?? null }, target: known.patientId, facts, ...EXACT };
};

const archive = (known: Known, id: number, random: Random): Plan => {
  if (known.archive === 'none') return archiveAs(known, id, 'ask');
  if (known.archive === 'accepted') return archiveAs(known, id, 'withdraw');
  return archiveAs(known, id, random.pick(['withdraw', 'refuse', 'accept']));
};

const switchType = ({ caseType, caseId, patientId }: Known, random: Random): Plan => {
  const others = CASE_TYPE_NAMES.filter((name) => name !== caseType);
  const to = others[random.integer(others.length)] ?? 'basic';
  const body = { case_id: caseId, from_type: CASE_TYPES[caseType].code, to_type: CASE_TYPES[to].code };
  const facts = [`switched ${caseType}/${caseId} to ${to}`];
  return { method: 'POST', path: '/api/common/switchcase/', body, target: patientId, facts, ...EXACT };
};

const removeCase = (known: Known): Plan => ({
  method: 'DELETE',
  path: pathOf(known),
  body: null,
  target: known.patientId,
  facts: [`deleted ${known.caseType}/${known.caseId}`],
  mayBeNothing: true,
});

const restore = (known: Known): Plan => ({
  method: 'POST',
  path: `${pathOf(known)}restore/`,
  body: null,
  target: known.patientId,
  facts: [`restored ${known.caseType}/${known.caseId}`],
  mayBeNothing: true,
});

type Choice = readonly [weight: number, plan: (known: Known, id: number, random: Random) => Plan];

const CHOICES: readonly Choice[] = [
  [28, milestone],
  [22, (known, _id, random) => scan(known, random)],
  [14, text],
  [12, everything],
  [8, archive],
  [3, (known, _id, random) => switchType(known, random)],
  [1, removeCase],
];

const weighed = (random: Random): Choice => {
  let left = random.next() * CHOICES.reduce((sum, [weight]) => sum + weight, 0);
  const found = CHOICES.find(([weight]) => (left -= weight) < 0);
  return found ?? [1, milestone];
};

const CREATE_SHARE = 0.06;

const planFor = (known: Known, id: number, random: Random): Plan => {
  if (known.deleted) return restore(known);
  // An archived case refuses the rest, which would leave little to lose.
  if (known.archive !== 'none' && random.chance(0.3)) return archive(known, id, random);
  return weighed(random)[1](known, id, random);
};

/** The next request of a client that works on one of the patients known. */
export const planNext = (world: World, id: number, random: Random): Plan => {
  const [first, ...others] = world.patients;
  if (first === undefined || random.chance(CREATE_SHARE)) return create(id, random);
  return planFor(random.pick([first, ...others]), id, random);
};
