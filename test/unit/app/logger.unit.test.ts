import pg from 'pg';
import { createLogger } from '../../../src/app/logging/logger.ts';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void) => {
  const lines: string[] = [];
  write(createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line));
};

const databaseError = (): pg.DatabaseError => {
  const error = new pg.DatabaseError('invalid input: "张三"', 20, 'error');
  return Object.assign(error, { code: '22P02', severity: 'ERROR', detail: 'Failing row contains (张三)' });
};

describe('the log', () => {
  it('has one JSON line an entry, with the fields of the child that writes it', () => {
    const lines = logged((logger) => logger.child({ correlationId: 'c-1' }).warn({ ms: 3 }, 'slow'));
    expect(lines).toEqual([
      { level: 'warn', time: expect.stringMatching(/Z$/), pid: process.pid, correlationId: 'c-1', ms: 3, msg: 'slow' },
    ]);
  });

  it('shows where an error came from', () => {
    const [line] = logged((logger) => logger.error({ err: new TypeError('bad') }, 'failed'));
    expect(line.err).toMatchObject({
      name: 'TypeError',
      message: 'bad',
      stack: expect.stringContaining('logger.unit'),
    });
  });

  it('never repeats what the database says of a row, as that may name a patient', () => {
    const wrapped = new Error('the read model failed', { cause: databaseError() });
    const [line] = logged((logger) => logger.error({ err: wrapped }, 'failed'));
    expect(line.err).toMatchObject({ message: 'the read model failed', cause: { code: '22P02' } });
    expect(JSON.stringify(line)).not.toContain('张三');
  });
});
