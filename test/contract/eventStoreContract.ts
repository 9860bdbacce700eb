import { appendChecks } from './checks/appending.ts';
import { limitChecks } from './checks/limits.ts';
import { networkChecks } from './checks/network.ts';
import { readChecks } from './checks/reading.ts';
import { subscribeChecks } from './checks/subscribing.ts';
import type { ContractCheck, ContractSubject } from './subject.ts';

/** What every store promises, however it is reached. */
export const STORE_CHECKS: readonly ContractCheck[] = [
  ...appendChecks,
  ...limitChecks,
  ...readChecks,
  ...subscribeChecks,
];

/** What every store promises that is reached over a network. */
export const CONTRACT_CHECKS: readonly ContractCheck[] = [...STORE_CHECKS, ...networkChecks];

/** How much less patient a check is when it has to fail; what it waits for never comes. */
const PATIENCE_WITH_A_FAULT = 1_500;

export interface ContractOptions {
  /** Opens the subject, once for all checks; every check works on streams of its own. */
  open(): Promise<ContractSubject>;
  /** All checks by default; adapters add those of their own. */
  readonly checks?: readonly ContractCheck[];
}

/** The contract as jest tests: every check holds, and every check notices each of its planted faults. */
export const describeEventStore = (name: string, { open, checks = CONTRACT_CHECKS }: ContractOptions): void => {
  describe(`event store contract: ${name}`, () => {
    let subject: ContractSubject;
    beforeAll(async () => void (subject = await open()));
    afterAll(() => subject.close());

    describe.each(checks.map((check) => [check.name, check] as const))('%s', (_, check) => {
      it('holds', () => check.run(subject));
      const faults = Object.entries(check.faults);
      // Jest has no table without rows; a further variant of an adapter plants its faults only once.
      if (faults.length === 0) return;
      it.each(faults)('is not forgiving: %s', async (_fault, plant) => {
        const broken = plant({ ...subject, patience: PATIENCE_WITH_A_FAULT });
        const outcome = await check.run(broken).then(
          () => 'nothing noticed',
          (error: unknown) => (error instanceof Error ? error.name : error),
        );
        // A mistake in the check itself would pass for a noticed fault.
        expect(['nothing noticed', 'TypeError', 'ReferenceError', 'SyntaxError']).not.toContain(outcome);
      });
    });
  });
};
