import { MulterError } from 'multer';
import { Problem, problemBody, problemHeaders } from '../../../src/api/problems/problem.ts';
import { problemOf } from '../../../src/api/problems/problemOf.ts';
import { PROBLEMS, type ProblemCode } from '../../../src/api/problems/sentences.ts';
import { describeError } from '../../../src/api/problems/describeError.ts';
import { Rejection } from '../../../src/domain/shared/rejection.ts';
import { RevisionMismatch } from '../../../src/eventstore/commandHandler.ts';
import {
  AppendTooLarge,
  EventIdsTaken,
  StoreUnavailable,
  StreamGone,
  WrongExpectedRevision,
} from '../../../src/eventstore/errors.ts';

const failure = (facts: object, message = 'some text'): Error => Object.assign(new Error(message), facts);

describe('the table of refusals (D-15)', () => {
  const rows = Object.entries(PROBLEMS);

  it('has snake_case codes, a status of the list, and a Chinese sentence for each', () => {
    const statuses = [400, 401, 404, 405, 408, 409, 410, 412, 413, 415, 417, 429, 431, 500, 503];
    for (const [code, { status, msg }] of rows) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(statuses).toContain(status);
      expect(msg).toMatch(/\p{Script=Han}.*!$/u);
    }
  });

  it('says the sentence of a missing permission as the changelog has it (E-ACC-06)', () => {
    expect(PROBLEMS.permission_denied).toEqual({ status: 400, msg: '抱歉,您没有该模块的访问权限!' });
  });
});

describe('the sentence of a refused body, which old clients show alone (E-GEN-13)', () => {
  const sentenceFor = (errors: Record<string, readonly string[]>): unknown =>
    problemBody(new Problem('validation_failed', { errors }))['msg'];

  it.each([
    ['patient.bed_no', '床号'],
    ['pre_ecg_in[2].ecg_fetch_time', '院前心电图采集时间'],
    ['limit', 'limit'],
    ['x'.repeat(61), 'x'.repeat(60)],
  ])('names the field at fault: %s is %s', (path, name) =>
    expect(sentenceFor({ [path]: ['类型不正确'] })).toBe(`提交的内容有误,请检查标出的字段!${name}:类型不正确`),
  );

  it('counts the others, and stands alone where no field is at fault', () => {
    expect(sentenceFor({ call_time: ['时间不存在', '早'], a: ['b'], c: ['d'] })).toMatch(/!.*:时间不存在\(另有2处\)$/);
    expect(sentenceFor({})).toBe('提交的内容有误,请检查标出的字段!');
  });
});

describe('an error on its way to the client', () => {
  it.each<[string, unknown, ProblemCode, number]>([
    ['a refusal of the domain', new Rejection('case_archived'), 'case_archived', 400],
    ['an id that nobody has', new Rejection('case_unknown'), 'case_unknown', 404],
    ['If-Match with another revision', new RevisionMismatch([1], 2), 'revision_conflict', 412],
    ['a hundred lost races', new WrongExpectedRevision('patient-1', 1, 2), 'busy', 503],
    ['more than one append may hold (D-34)', new AppendTooLarge(2_000_000, 1_048_576), 'too_large', 413],
    ['a stream that somebody removed', new StreamGone('patient-1'), 'record_removed', 410],
    ['an append under ids of another one (D-18)', new EventIdsTaken('patient-1', []), 'idempotency_key_reused', 409],
    ['the store away', new StoreUnavailable('refused'), 'store_unavailable', 503],
    ['the database not listening', failure({ code: 'ECONNREFUSED', syscall: 'connect' }), 'database_unavailable', 503],
    ['the database shutting down', failure({ code: '57P01' }), 'database_unavailable', 503],
    ['the database without disk', failure({ code: '53100' }), 'database_unavailable', 503],
    ['the database a standby', failure({ code: '25006' }), 'database_unavailable', 503],
    ['the database away', failure({ code: '3D000' }), 'database_unavailable', 503],
    ['the database closed to connections', failure({ code: '55000' }), 'database_unavailable', 503],
    ['a schema that is not there yet', failure({ code: '3F000' }), 'database_unavailable', 503],
    ['a read model that is not there yet', failure({ code: '42P01' }), 'database_unavailable', 503],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 'database_unavailable', 503],
    ['a connection that says nothing', new Error('Query read timeout'), 'database_unavailable', 503],
    ['every address of the database refusing', new AggregateError([failure({ code: 'ECONNREFUSED', syscall: 'connect' })]), 'database_unavailable', 503], // prettier-ignore
    ['no disk for a picture', failure({ code: 'ENOSPC', syscall: 'write' }), 'store_unavailable', 503],
    ['a picture over the limit', new MulterError('LIMIT_FILE_SIZE'), 'too_large', 413],
    ['a form with too many parts', new MulterError('LIMIT_PART_COUNT'), 'upload_form', 400],
    ['a statement that is wrong', failure({ code: '42601' }), 'internal', 500],
    ['anything else', new TypeError('x is not a function'), 'internal', 500],
    ['something that is no error', 'oops', 'internal', 500],
  ])('%s', (_, error, code, status) => {
    const problem = problemOf(error);
    expect([problem.code, problem.status]).toEqual([code, status]);
  });

  it('names where a switched case went, at the top level (D-09)', () => {
    const rejection = new Rejection('case_switched', { case_type: '2', case_id: 7 });
    expect(problemBody(problemOf(rejection))).toEqual({
      msg: '该病历已切换为其他类型!',
      code: 'case_switched',
      errors: {},
      to: { case_type: '2', case_id: 7 },
    });
  });

  it('names both grades of a conflict (D-07) and each path of a refused change (D-08)', () => {
    const conflict = problemOf(new Rejection('illness_grade_conflict', { 'patient.illness_grade': ['1', '2'] }));
    expect(problemBody(conflict)['errors']).toEqual({ 'patient.illness_grade': ['同时收到不同的值:1,2'] });
    const archived = problemOf(new Rejection('case_archived', { paths: ['patient.age', 'call_time'] }));
    expect(Object.keys(Object(problemBody(archived)['errors']))).toEqual(['patient.age', 'call_time']);
  });

  it('says when trying again makes sense', () => {
    expect(problemHeaders(new Problem('database_unavailable'))).toEqual({ 'Retry-After': '5' });
    expect(problemHeaders(new Problem('too_many_attempts', { headers: { 'Retry-After': '9' } }))).toEqual({
      'Retry-After': '9',
    });
  });
});

describe('what is logged of an error', () => {
  it('leaves out what a database or a parser may have quoted of a patient', () => {
    const quoted = failure({ code: '22P02' }, 'invalid input syntax for type integer: "张三"');
    const outer = new Error('the read model failed', { cause: quoted });
    expect(JSON.stringify(describeError(outer))).not.toContain('张三');
    expect(describeError(outer)).toMatchObject({ message: 'the read model failed', cause: { code: '22P02' } });
    expect(JSON.stringify(describeError(new SyntaxError('Unexpected token 张')))).not.toContain('张');
  });
});
