import { Type } from '@sinclair/typebox';
import { demoCases, type DemoOptions } from '../../../scripts/fill/demoCases.ts';
import { recordCase, type RecordedCase } from '../../../scripts/fill/recordCase.ts';
import { checkOf } from '../../../src/api/dialect/validation.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import { readCaseBody, type Body } from '../../../src/domain/catalogue/derive/readCaseBody.ts';
import { caseRequestSchema } from '../../../src/domain/catalogue/derive/requestSchema.ts';
import { METRICS_OF } from '../../../src/domain/catalogue/intervals.ts';
import { measure, STATUSES } from '../../../src/domain/catalogue/measure.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { formatInstant, localDay } from '../../../src/domain/shared/times.ts';
import { hashOf } from '../../../src/eventstore/hash.ts';
import { nested } from '../../support/fullBody.ts';

const ZONE = 'Asia/Shanghai';
const OPTIONS: DemoOptions = { cases: 1_200, seed: 7, months: 24, until: '2026-11-24', zone: ZONE };
const NOW = new Date('2026-11-24T08:00:00Z');

const recorded = (options: DemoOptions): readonly RecordedCase[] =>
  [...demoCases(options)].map((draft, index) => {
    const ids = draft.types.map((_, place) => 2 * index + 1 + place);
    return recordCase(`patient-${index + 1}`, draft.commands(index + 1, ids), NOW);
  });

const cases = recorded(OPTIONS);
const states = cases.map(({ state }) => state);

const facts = (from: readonly RecordedCase[]) =>
  from.flatMap(({ events }) => events.map(({ type, data }) => [type, data]));

const typeOf = ({ current }: PatientState): CaseTypeName => {
  if (!current) throw new Error('not registered');
  return current.caseType;
};

const createdTimes = states.map(({ createdTime = '' }) => createdTime);
const countOf = (type: string): number => facts(cases).filter(([name]) => name === type).length;

describe('what the demo makes up', () => {
  it('is the same for the same seed, and another for another', () => {
    const few = { ...OPTIONS, cases: 60 };
    expect(facts(recorded(few))).toEqual(facts(recorded(few)));
    expect(facts(recorded({ ...few, seed: 8 }))).not.toEqual(facts(recorded(few)));
  });

  it('is registered in the order of time, over the months asked for', () => {
    expect(createdTimes).toEqual([...createdTimes].sort());
    expect(localDay(createdTimes[0] ?? '', ZONE)).toBe('2024-11-24');
    expect(localDay(createdTimes.at(-1) ?? '', ZONE)).toBe('2026-11-23');
  });

  it('falls on the last second of months and on the first of the next in the zone of the hospital (D-41)', () => {
    const wall = createdTimes.map((at) => formatInstant(at, ZONE));
    expect(wall.filter((at) => at.endsWith('23:59:59')).length).toBeGreaterThan(20);
    expect(wall.filter((at) => at.endsWith('-01 00:00:00')).length).toBeGreaterThan(10);
  });

  it('has a dozen events a visit and all six types, most of them basic', () => {
    expect(Math.min(...cases.map(({ events }) => events.length))).toBeGreaterThanOrEqual(12);
    const share = (type: CaseTypeName) => states.filter((state) => typeOf(state) === type).length / cases.length;
    CASE_TYPE_NAMES.forEach((type) => expect(share(type)).toBeGreaterThan(0.015));
    expect(share('basic')).toBeGreaterThan(0.5);
  });

  it('has every event that a visit can have, but for fields outside the catalogue', () => {
    const wanted = 'CaseRegistered MilestoneRecorded MilestoneCleared FieldsRecorded EcgAdded ArchiveRequested';
    const rarer = 'ArchiveAccepted ArchiveRefused ArchiveWithdrawn ChangeRefused CaseSwitched CaseDeleted CaseRestored';
    `${wanted} ${rarer}`.split(' ').forEach((type) => expect([type, countOf(type)]).not.toEqual([type, 0]));
  });

  it('has every status of an interval (clinical.md 1.1 rule 2)', () => {
    const statuses = states.flatMap((state) => {
      const { values, ecg, createdTime = '' } = state;
      return METRICS_OF[typeOf(state)].map(
        (metric) => measure(metric, { values, ecg, createdTime, zone: ZONE }).status,
      );
    });
    expect([...new Set(statuses)].sort()).toEqual([...STATUSES].sort());
  });

  it('has words of people in open lists, and several choices at once (E-CFG-02)', () => {
    const all = states.map(({ values }) => values);
    expect(all.some((values) => values['patient.come_from'] === '5')).toBe(true);
    expect(all.some((values) => values['patient.tran_hos_type'] === '乡镇卫生院')).toBe(true);
    expect(all.some(({ treatment_type: chosen }) => Array.isArray(chosen) && chosen.length > 1)).toBe(true);
  });

  it('would be taken by the API as it stands (D-02 to D-05)', () => {
    const checks = new Map(
      CASE_TYPE_NAMES.map((type) => [type, checkOf(Type.Unsafe<Body>(caseRequestSchema(type, { unknown: 'refuse' })))]),
    );
    const problems = states.flatMap((state) => {
      const checked = checks.get(typeOf(state))?.(nested(state.values)) ?? { errors: {} };
      if ('errors' in checked) return [checked.errors];
      const read = readCaseBody(typeOf(state), checked.value, ZONE);
      return Object.keys(read.problems).length === 0 ? [] : [read.problems];
    });
    expect(problems).toEqual([]);
  });

  it('chains the events of every stream, entered one after another (D-11, D-33)', () => {
    for (const { stream, events } of cases.slice(0, 100)) {
      const hashes = events.map((event, revision) => hashOf({ ...event, stream, revision }));
      const metadata = events.map((event) => JSON.parse(event.metadata));
      expect(metadata.map(({ previousHash }) => previousHash)).toEqual([undefined, ...hashes.slice(0, -1)]);
      expect(metadata.map(({ recordedAt }) => recordedAt)).toEqual(metadata.map(() => NOW.toISOString()));
    }
  });
});
