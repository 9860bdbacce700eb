import { createLogTimeReader, findFormatProblem } from '../../../src/integrations/eventLog/logTime.ts';

const FORMAT = 'yyyy/MM/dd HH:mm:ss.SSS';
const amsterdam = createLogTimeReader(FORMAT, 'Europe/Amsterdam');

describe('the times of a log (D-04)', () => {
  it('are wall times of the log’s zone, in summer and in winter, cut to whole seconds', () => {
    expect(amsterdam('2014/10/22 11:15:41.000')).toMatchObject({ at: '2014-10-22T09:15:41Z' });
    expect(amsterdam('2014/12/22 11:15:41.999')).toMatchObject({ at: '2014-12-22T10:15:41Z' });
  });

  it('are refused inside the gap of summer time, and the earlier instant in its overlap', () => {
    expect(amsterdam('2014/03/30 01:59:59.000')).toMatchObject({ at: '2014-03-30T00:59:59Z' });
    expect(amsterdam('2014/03/30 02:00:00.000')).toEqual({ problem: 'time_gap' });
    expect(amsterdam('2014/03/30 02:59:59.000')).toEqual({ problem: 'time_gap' });
    expect(amsterdam('2014/03/30 03:00:00.000')).toMatchObject({ at: '2014-03-30T01:00:00Z' });
    expect(amsterdam('2014/10/26 02:30:00.000')).toMatchObject({ at: '2014-10-26T00:30:00Z' });
  });

  it.each([
    ['89', '2089'],
    ['26', '2026'],
    ['19', '2019'],
    ['90', '1990'],
  ])('of a year of two digits are of 1990 to 2089: %s', (short, year) => {
    const read = createLogTimeReader('dd/MM/yy HH:mm', 'Asia/Shanghai');
    expect(read(`23/11/${short} 14:05`)).toMatchObject({ at: `${year}-11-23T06:05:00Z` });
  });

  it('keep the order of steps within one second', () => {
    const [early, late] = ['001', '002'].map((ms) => amsterdam(`2014/10/22 11:15:41.${ms}`));
    expect(early).toMatchObject({ at: '2014-10-22T09:15:41Z', order: Date.parse('2014-10-22T09:15:41.001Z') });
    expect(late).toMatchObject({ at: '2014-10-22T09:15:41Z', order: Date.parse('2014-10-22T09:15:41.002Z') });
  });

  it.each([
    ['', 'time_format'],
    ['2014-10-22 11:15:41', 'time_format'],
    ['2014/02/30 11:15:41.000', 'time_format'],
    ['2014/10/22 24:00:00.000', 'time_format'],
    ['1899/10/22 11:15:41.000', 'time_range'],
    ['14/10/22 11:15:41.000', 'time_range'],
  ])('say what is wrong with %p', (text, problem) => {
    expect(amsterdam(text)).toEqual({ problem });
  });

  it('with an offset of their own are those instants, whatever the zone', () => {
    const read = createLogTimeReader("yyyy-MM-dd'T'HH:mm:ssXXX", 'Europe/Amsterdam');
    expect(read('2014-10-22T11:15:41+08:00')).toMatchObject({ at: '2014-10-22T03:15:41Z' });
    expect(createLogTimeReader('t', 'Asia/Shanghai')('1413976541')).toMatchObject({ at: '2014-10-22T11:15:41Z' });
  });
});

describe('the format of a log’s times', () => {
  it.each([FORMAT, 'dd.MM.yyyy HH:mm', 'MM/dd/yyyy hh:mm:ss a', "yyyy-MM-dd'T'HH:mm:ssXXX", 't'])(
    'may be %s',
    (format) => expect(findFormatProblem(format)).toBeUndefined(),
  );

  it.each(['yyyy-MM-dd', 'HH:mm:ss', 'dd/MM/yyyy hh:mm', 'MM-dd HH:mm'])(
    'may not be %s, which leaves something out',
    (format) => expect(findFormatProblem(format)).toMatch(/does not say/),
  );

  it('may not have tokens that mean something else', () => {
    expect(findFormatProblem('YYYY-MM-DD HH:mm')).toMatch(/yyyy/);
    expect(findFormatProblem('yyyy-MM-dd nn')).toBeDefined();
  });
});
