import { PassThrough } from 'node:stream';
import { createConsole, faultOf } from '../../../src/app/console.ts';

const fault = (code: string) => Object.assign(new Error(`write ${code}`), { code });

describe('the console', () => {
  it('goes on when nobody reads its lines any more', () => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    createConsole(out, err);
    expect(() => out.emit('error', fault('EPIPE'))).not.toThrow();
    expect(() => err.emit('error', fault('EPIPE'))).not.toThrow();
    expect([out, err].map(faultOf)).toEqual([undefined, undefined]);
  });

  it('goes on when there is no room for its lines, as a full disk must not end a server', () => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    createConsole(out, err);
    expect(() => out.emit('error', fault('ENOSPC'))).not.toThrow();
    expect(() => err.emit('error', fault('ENOSPC'))).not.toThrow();
    expect([out, err].map((stream) => faultOf(stream)?.message)).toEqual(['write ENOSPC', 'write ENOSPC']);
  });
});
