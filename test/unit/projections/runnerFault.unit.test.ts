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

it('throws for a gap the first time, and reports it when it is still there', () => {
  const errors: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => void errors.push(facts) };
  const onGap = gapGuard(log);
  const gap = { stream: 'patient-1', revision: 3 };
  expect(() => onGap(gap)).toThrow('event 3 of patient-1');
  expect(errors).toEqual([]);
  onGap(gap);
  expect(errors).toEqual([gap]);
});
