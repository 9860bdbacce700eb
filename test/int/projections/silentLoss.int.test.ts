import { createPipelinedReads } from '../../../src/projections/pipelinedReads.ts';
import { eventually } from '../../support/eventually.ts';
import { proxyTo, type TcpProxy } from '../../support/tcpProxy.ts';
import { openRunner, toy, writePatient } from './runnerHarness.ts';

const ANSWER_MS = 300;

let proxy: TcpProxy;
let url: string;
let opened: Awaited<ReturnType<typeof openRunner>>;

beforeEach(async () => {
  opened = await openRunner();
  ({ proxy, url } = await proxyTo(opened.database.url));
});
afterEach(async () => {
  proxy.release();
  await opened.close();
  await proxy.close();
});

describe('a connection that is lost without a word', () => {
  it('fails what is asked on it after a while, all of it, and the next question goes another way', async () => {
    const reads = createPipelinedReads(url, opened.h.pool, { answerMs: ANSWER_MS });
    opened.h.onClose(reads.close);
    const ask = () => reads.query<{ one: number }>({ name: 'one', text: 'select 1 as one', values: [] });
    expect((await ask()).rows).toEqual([{ one: 1 }]);
    proxy.hold();
    const asked = await Promise.allSettled([ask(), ask(), ask()]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    proxy.release();
    expect((await ask()).rows).toEqual([{ one: 1 }]);
  });

  it('ends the term of a runner, and the next one goes on where it stood (D-36)', async () => {
    const { h, store } = opened;
    const runner = h.runThrough(url, ANSWER_MS, [toy()]);
    const first = await writePatient(store, 1);
    await eventually(async () => (await h.position()) === first);
    proxy.hold();
    const second = await writePatient(store, 2);
    await eventually(() => Promise.resolve(runner.status === 'standby'));
    expect(await h.position()).toBe(first);
    proxy.release();
    await eventually(async () => (await h.position()) === second);
    expect(await h.rows('select patient_id, steps from read_model.toy_tally order by 1')).toEqual([
      { patient_id: '1', steps: 2 },
      { patient_id: '2', steps: 2 },
    ]);
  });
});
