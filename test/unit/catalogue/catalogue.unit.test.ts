import { blocksOf, FIELDS, fieldsOf, findField, isMilestone } from '../../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES } from '../../../src/domain/catalogue/caseTypes.ts';
import { block, flag, instant, string } from '../../../src/domain/catalogue/fields.ts';

describe('the words of a block', () => {
  const declared = block(
    'a.b',
    { label: '块', types: ['apoplexy'], quick: 'rs_' },
    { at: instant('时间'), seen_at: instant('回显', { readOnly: true }), name: string('名称', { maxLength: 5 }) },
  );

  it('make fields with path, case types and quick prefix for the times that are recorded', () =>
    expect(declared.fields).toEqual([
      {
        path: 'a.b.at',
        name: 'at',
        label: '时间',
        kind: 'datetime',
        readOnly: false,
        milestone: true,
        caseTypes: ['apoplexy'],
        quick: 'rs_',
      },
      {
        path: 'a.b.seen_at',
        name: 'seen_at',
        label: '回显',
        kind: 'datetime',
        readOnly: true,
        milestone: false,
        caseTypes: ['apoplexy'],
      },
      {
        path: 'a.b.name',
        name: 'name',
        label: '名称',
        kind: 'string',
        maxLength: 5,
        readOnly: false,
        milestone: false,
        caseTypes: ['apoplexy'],
      },
    ]));

  it('mean all six types by default, and the case itself by an empty path', () =>
    expect(block('', '病历', { done: flag('完成') }).fields).toMatchObject([
      { path: 'done', caseTypes: CASE_TYPE_NAMES },
    ]));

  it('make no milestone of a time of another resource', () =>
    expect(block('task', { label: '任务', types: [] }, { at: instant('时间') }).fields).toMatchObject([
      { milestone: false },
    ]));
});

describe('the catalogue', () => {
  it.each(CASE_TYPE_NAMES)('gives the fields of %s in the order of its blocks', (caseType) => {
    const fields = fieldsOf(caseType);
    expect(fields.length).toBeGreaterThan(200);
    expect(fields.every(({ caseTypes }) => caseTypes.includes(caseType))).toBe(true);
    expect(blocksOf(caseType).flatMap((each) => each.fields)).toEqual(fields);
  });

  it('finds a field by its path and nothing by another', () => {
    expect(FIELDS.filter((field) => findField(field.path) !== field)).toEqual([]);
    expect(['', 'patient', 'constructor', 'patient.shoe'].filter((path) => findField(path))).toEqual([]);
  });

  it('tells milestones from echoes and other fields (D-04)', () => {
    expect(['call_time', 'thrombolysis.medication_time', 'patient.disease_time'].filter(isMilestone)).toHaveLength(3);
    expect(
      ['patient.precpr.call_time', 'created_time', 'patient.name', 'task.start_time', 'x'].filter(isMilestone),
    ).toEqual([]);
  });
});
