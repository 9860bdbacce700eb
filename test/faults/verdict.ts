import { judge, type Finding } from './judge.ts';
import { findMisshown } from './histories.ts';
import { readJournal } from './journal.ts';
import { findLateSequences, readLog } from './logEvents.ts';
import { differences, sumsOf } from './readModelRows.ts';
import type { System } from './system.ts';
import type { Wire } from './wire.ts';

/** Everything that must be empty after a drill, and how the system's own check of the chains ended. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly misshown: readonly string[];
  readonly lateSequences: readonly string[];
  /** Read models whose rows a rebuild from the log does not give. */
  readonly unlikeRebuild: readonly string[];
  readonly rebuild: string;
  readonly audit: { readonly code: number | string; readonly output: string };
}

const compareWithRebuild = async (system: System, url: string) => {
  const before = await sumsOf(url);
  const { code, output } = await system.run('projections', 'rebuild', '--compare');
  if (code !== 0) throw new Error(`the rebuild ended with ${code}: ${output}`);
  return { unlikeRebuild: differences(before, await sumsOf(url)), rebuild: output };
};

/** Looks at everything that a drill has left, past the system where that is possible. */
export const judgeSystem = async (system: System, journalPath: string, wire: Wire): Promise<Verdict> => {
  await system.caughtUp();
  const url = await system.databaseUrl();
  const events = await readLog(url);
  return {
    findings: judge(await readJournal(journalPath), events),
    misshown: await findMisshown(wire, events),
    lateSequences: await findLateSequences(url, events),
    ...(await compareWithRebuild(system, url)),
    audit: await system.run('audit', 'verify'),
  };
};
