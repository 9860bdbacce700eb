import { startTestCluster } from '../../../test/support/testCluster.ts';
import { benchEventStore } from './benchEventStore.ts';

/** `node --import ./scripts/typescript.mjs scripts/bench/eventStore/main.ts [ROUNDS] [SECONDS]` */
const [, , rounds = '5', seconds = '3'] = process.argv;
const server = await startTestCluster();
try {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  await benchEventStore({ url: server.url, print, rounds: Number(rounds), seconds: Number(seconds) });
} finally {
  await server.stop();
}
