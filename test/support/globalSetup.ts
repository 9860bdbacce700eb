import { startTestCluster } from './testCluster.ts';
import type { TestCluster } from './testCluster.ts';

declare global {
  var greenlaneTestCluster: TestCluster | undefined;
}

/** Jest calls this once a run, before its workers start: they inherit the environment. */
export default async (): Promise<void> => {
  globalThis.greenlaneTestCluster = await startTestCluster();
  process.env.GREENLANE_TEST_CLUSTER = globalThis.greenlaneTestCluster.url;
};
