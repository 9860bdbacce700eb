import pg from 'pg';
import { explain } from '../../../src/app/cli/explain.ts';

const ofDatabase = (code: string, message: string): Error =>
  Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code });

const ofSystem = (code: string, message: string): Error => Object.assign(new Error(message), { code, syscall: 'open' });

const refused = (address: string): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${address}:5432`), { code: 'ECONNREFUSED', syscall: 'connect' });

describe('what a command says of an error', () => {
  it.each([
    [ofSystem('EACCES', "EACCES: permission denied, open '/x/y'"), "EACCES: permission denied, open '/x/y'"],
    [ofSystem('ENOSPC', "ENOSPC: no space left on device, mkdir '/x'"), "ENOSPC: no space left on device, mkdir '/x'"],
    [
      ofDatabase('42501', 'permission denied for schema greenlane'),
      'the database refuses: permission denied for schema greenlane',
    ],
    [
      ofDatabase('53100', "insert into t values ('Zhang') - could not extend file:\n No space left on device"),
      'the database refuses: could not extend file: No space left on device',
    ],
    [
      new Error('Connection terminated unexpectedly'),
      'the connection to the database failed (Connection terminated unexpectedly); try again once the database is there',
    ],
    [
      new Error("select 'Zhang' - Connection terminated unexpectedly"),
      'the connection to the database failed (Connection terminated unexpectedly); try again once the database is there',
    ],
    [
      Object.assign(new AggregateError([refused('::1'), refused('127.0.0.1')]), { code: 'ECONNREFUSED' }),
      'the connection to the database failed (ECONNREFUSED); try again once the database is there',
    ],
    [
      ofDatabase('57P01', 'terminating connection due to administrator command'),
      'the connection to the database failed (terminating connection due to administrator command); ' +
        'try again once the database is there',
    ],
  ])('is one line for what comes from outside: %s', (error, line) => expect(explain(error)).toBe(line));

  it.each([
    new TypeError('x is not a function'),
    ofDatabase('42P01', 'relation "x" does not exist'),
    ofDatabase('42601', 'syntax error'),
    ofDatabase('40P01', 'deadlock detected'),
    new Error('Cannot use a pool after calling end on the pool'),
    Object.assign(new Error('ENOENT: no such file or directory'), { code: 'ENOENT', syscall: 'open' }),
  ])('is the stack for a slip of the program: %s', (error) => expect(explain(error)).toBe(error.stack));
});
