import { faultOf, gapGuard } from '../../../src/projections/runnerFault.ts';

it('tells what failed through the chain of causes, without what the database quotes', () => {
  const refused = Object.assign(new Error('invalid input: "张三"'), {
    severity: 'ERROR',
    code: '22P02',
    table: 'cases',
  });
  const fault = faultOf(new Error('read model cases failed', { cause: refused }));
  expect(fault).toEqual({
    error: ['Error: read model cases failed', 'Error'],
    sqlState: '22P02',
    table: 'cases',
    constraint: undefined,
  });
});

it('throws once for all gaps that it sees the first time, and reports each that is still there', () => {
  const errors: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => void errors.push(facts) };
  const onGaps = gapGuard(log);
  const one = { stream: 'patient-1', revision: 3 };
  const two = { stream: 'patient-2', revision: 3 };
  const three = { stream: 'patient-2', revision: 6 };
  expect(() => onGaps([one, two])).toThrow('event 3 of patient-1');
  expect(errors).toEqual([]);
  expect(() => onGaps([two, three])).toThrow('event 6 of patient-2');
  expect(errors).toEqual([]);
  onGaps([one, two, three]);
  expect(errors).toEqual([one, two, three]);
  onGaps([]);
  expect(errors).toHaveLength(3);
});
