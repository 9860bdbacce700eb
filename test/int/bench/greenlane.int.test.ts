import { startBenchServer, type BenchServer } from '../../../scripts/bench/benchServer.ts';
import { checkAnswers } from '../../../scripts/bench/http/checkAnswers.ts';
import { endContestants } from '../../../scripts/bench/http/contestant.ts';
import { startGreenlane } from '../../../scripts/bench/http/greenlane.ts';
import { cleanUp, createFolder } from '../../support/greenlaneProcess.ts';

let folder: string;
let server: BenchServer;

beforeAll(async () => {
  folder = await createFolder();
  server = await startBenchServer(folder);
});

afterAll(async () => {
  await endContestants();
  await server.stop();
  await cleanUp([folder]);
});

describe('the store that greenlane is measured with', () => {
  it('is filled in an empty folder, read models are built of it, and every answer agrees with SQL', async () => {
    const lines: string[] = [];
    const options = { server, cases: 300, print: (line: string) => void lines.push(line) };
    const first = await startGreenlane(options);
    expect(await checkAnswers(first)).toBe(48);
    await first.stop();
    const again = await startGreenlane(options);
    expect(await checkAnswers(again)).toBe(48);
    await again.stop();
    expect(lines).toEqual([expect.stringMatching(/^300 cases filled: \d+ events in /)]);
  });
});
