import type { CaseChanges } from '../../patient/commands.ts';
import type { EcgList } from '../../patient/events.ts';
import { isJsonObject } from '../../shared/jsonObject.ts';
import type { CaseTypeName } from '../caseTypes.ts';
import { isCasePath } from '../catalogue.ts';
import type { FieldProblem } from '../fieldProblem.ts';
import type { Field } from '../fields.ts';
import { toStored } from '../kinds.ts';
import type { Readable } from '../kinds/readers.ts';
import { bodyShape, type BodyShape, type Slot } from './bodyShape.ts';
import { readEcgRows, type EcgRowsRead } from './readEcgRows.ts';

export type Body = Readonly<Record<string, unknown>>;

/** What a body asks for, and by the path as it was sent what is wrong with it. */
export interface CaseBodyRead extends CaseChanges {
  readonly problems: Readonly<Record<string, readonly FieldProblem[]>>;
}

/** One thing found in a body; a body reads as a list of them. */
type Finding =
  | ({ readonly found: 'value'; readonly sent: string; readonly path: string } & Readable)
  | { readonly found: 'ecg'; readonly sent: string; readonly path: EcgList; readonly rows: EcgRowsRead['rows'] }
  | { readonly found: 'unknown'; readonly sent: string; readonly path: string; readonly value: unknown }
  | { readonly found: 'problem'; readonly sent: string; readonly problem: FieldProblem };

interface Place {
  /** As the client named it. */
  readonly sent: string;
  /** As the catalogue names it, which differs inside a block that has two names. */
  readonly path: string;
  readonly zone: string;
}

const problemAt = (sent: string, problem: FieldProblem): Finding => ({ found: 'problem', sent, problem });

const readField = (field: Field, raw: unknown, { sent, zone }: Place): Finding[] => {
  const reading = toStored(raw, field, zone);
  if ('problem' in reading) return [problemAt(sent, reading.problem)];
  return [{ found: 'value', sent, path: field.path, ...reading }];
};

const readEcg = (list: EcgList, raw: unknown, { sent, zone }: Place): Finding[] => {
  const { rows, problems } = readEcgRows(list, raw, zone);
  const wrong = problems.map(({ at, problem }) => problemAt(`${sent}${at}`, problem));
  return [{ found: 'ecg', sent, path: list, rows }, ...wrong];
};

/** Names that would reach an object's own machinery instead of its data. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Such a key could not stand in a path and be found there again. */
const isUnusable = (key: string): boolean => key === '' || RESERVED.has(key) || /[.[\]]/.test(key);

/** JSON has no infinity, and beyond these whole numbers lose digits. */
const isExact = (value: number): boolean =>
  Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value));

/** What could not be given back as it was sent, in a value that would be kept as it is. */
const unkeepable = (value: unknown, sent: string): readonly Finding[] => {
  if (typeof value === 'number') return isExact(value) ? [] : [problemAt(sent, 'number_range')];
  if (Array.isArray(value)) return value.flatMap((each, index) => unkeepable(each, `${sent}[${index}]`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const at = `${sent}.${key}`;
    return RESERVED.has(key) ? [problemAt(at, 'key_unusable')] : unkeepable(each, at);
  });
};

/** A key that this case type lacks: another type's, or nobody's and then kept where the hospital wants it (D-03). */
const readStranger = (key: string, raw: unknown, { sent, path }: Place): Finding[] => {
  if (isUnusable(key)) return [problemAt(sent, 'key_unusable')];
  if (isCasePath(path)) return [problemAt(sent, 'field_not_of_case_type')];
  const problems = unkeepable(raw, sent);
  if (problems.length > 0) return [...problems];
  return [{ found: 'unknown', sent, path, value: raw === '' ? null : raw }];
};

const readSlot = (slot: Slot, raw: unknown, place: Place): Finding[] => {
  switch (slot.is) {
    case 'echo':
      return [];
    case 'block':
      return isJsonObject(raw)
        ? readShape(slot.shape, raw, { ...place, path: slot.path })
        : [problemAt(place.sent, 'wrong_type')];
    case 'ecg':
      return readEcg(slot.list, raw, place);
    case 'field':
      return readField(slot.field, raw, place);
  }
};

const below = (above: string, key: string): string => (above === '' ? key : `${above}.${key}`);

function readShape(shape: BodyShape, body: Body, { sent, path, zone }: Place): Finding[] {
  return Object.entries(body).flatMap(([key, raw]) => {
    const place = { sent: below(sent, key), path: below(path, key), zone };
    const slot = shape.get(key);
    return slot ? readSlot(slot, raw, place) : readStranger(key, raw, place);
  });
}

const whereFound = <Kind extends Finding['found']>(
  findings: readonly Finding[],
  kind: Kind,
): Extract<Finding, { found: Kind }>[] =>
  findings.filter((finding): finding is Extract<Finding, { found: Kind }> => finding.found === kind);

/** What was said of each path, each value once. */
const saidIn = <Value>(findings: readonly { readonly path: string; readonly value: Value }[]) => {
  const said = new Map<string, Map<string, Value>>();
  for (const { path, value } of findings) {
    said.set(path, (said.get(path) ?? new Map<string, Value>()).set(JSON.stringify(value), value));
  }
  return [...said].map(([path, values]) => ({ path, values: [...values.values()] }));
};

/** Of places that mean one field and do not agree, what is stored tells which counts; of a field that nobody knows, nothing does. */
const rivalsIn = (findings: readonly Finding[]): CaseChanges['rivals'] =>
  Object.fromEntries(
    saidIn(whereFound(findings, 'value'))
      .filter(({ values }) => values.length > 1)
      .map(({ path, values }) => [path, values]),
  );

const contradictions = (findings: readonly Finding[]): [string, FieldProblem][] => {
  const unknown = whereFound(findings, 'unknown');
  const unlike = saidIn(unknown).filter(({ values }) => values.length > 1);
  return unlike.map(({ path }) => [unknown.findLast((finding) => finding.path === path)?.sent ?? path, 'sent_twice']);
};

/** Gathered in a map, since a key that is a problem may be one that plain objects treat specially. */
const problemsIn = (findings: readonly Finding[]): CaseBodyRead['problems'] => {
  const problems = new Map<string, FieldProblem[]>();
  const read = whereFound(findings, 'problem').map(({ sent, problem }): [string, FieldProblem] => [sent, problem]);
  for (const [sent, problem] of [...read, ...contradictions(findings)]) {
    problems.set(sent, [...(problems.get(sent) ?? []), problem]);
  }
  return Object.fromEntries(problems);
};

/** A path that two places name is as exact as the more exact of them. */
const laterTimes = (findings: readonly Finding[]): CaseChanges['laterTimes'] => {
  const said = whereFound(findings, 'value');
  const isAmbiguous = (path: string, later: string): boolean =>
    said.every((other) => other.path !== path || other.later === later);
  return Object.fromEntries(
    said.flatMap(({ path, later }): [string, string][] =>
      later !== undefined && isAmbiguous(path, later) ? [[path, later]] : [],
    ),
  );
};

const findingsIn = (caseType: CaseTypeName, body: Body, zone: string): readonly Finding[] =>
  readShape(bodyShape(caseType), body, { sent: '', path: '', zone });

/** By path of the case, the places in which a body speaks of it: some fields and blocks have several names. */
export const placesIn = (caseType: CaseTypeName, body: Body, zone: string): ReadonlyMap<string, readonly string[]> => {
  const places = new Map<string, readonly string[]>();
  for (const finding of findingsIn(caseType, body, zone)) {
    if (finding.found === 'problem') continue;
    const { path, sent } = finding;
    places.set(path, [...(places.get(path) ?? []), sent]);
  }
  return places;
};

/**
 * Reads a case body that passed its schema: blocks become catalogue paths, sent values stored ones; echoes are ignored
 * and every problem is collected under the path as it was sent (D-02 to D-05, D-07, D-12).
 */
export const readCaseBody = (caseType: CaseTypeName, body: Body, zone: string): CaseBodyRead => {
  const findings = findingsIn(caseType, body, zone);
  return {
    values: Object.fromEntries(whereFound(findings, 'value').map(({ path, value }) => [path, value])),
    laterTimes: laterTimes(findings),
    ecg: Object.fromEntries(whereFound(findings, 'ecg').map(({ path, rows }) => [path, rows])),
    unknown: Object.fromEntries(whereFound(findings, 'unknown').map(({ path, value }) => [path, value])),
    rivals: rivalsIn(findings),
    problems: problemsIn(findings),
  };
};
