import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../src/app/config/config.ts';
import { explain } from '../../src/app/cli/explain.ts';
import { CommandFailed, type Frame } from '../../src/app/cli/frame.ts';
import { withSystem } from '../../src/app/cli/withSystem.ts';
import { Identifiers } from '../../src/app/identifiers.ts';
import { showProgress } from '../../src/app/import/progress.ts';
import { refuseOtherLog } from '../../src/app/otherLog.ts';
import { isDate } from '../../src/domain/shared/times.ts';
import { lastWholeDay } from './calendar.ts';
import { demoCases } from './demoCases.ts';
import { fillStore, type Filled } from './fillStore.ts';

interface Flags {
  readonly cases: number;
  readonly seed: number;
  readonly months: number;
  readonly until?: string;
}

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
};

const day = (text: string): string => {
  if (!isDate(text)) throw new InvalidArgumentError('It must be a day, YYYY-MM-DD.');
  return text;
};

const fill = (flags: Flags, frame: Frame): Promise<Filled> =>
  withSystem({ frame, client: 'cli', as: undefined }, async ({ container, signal }) => {
    await refuseOtherLog(container);
    const { zone } = readConfig(frame.env);
    const sequences = container.get(Identifiers.sequences);
    return fillStore({
      store: container.get(Identifiers.eventStore),
      nextIds: (names) => sequences.nextIds(names),
      drafts: demoCases({ ...flags, zone, until: flags.until ?? lastWholeDay(new Date(), zone) }),
      cases: flags.cases,
      progress: showProgress({ stream: process.stderr, tell: frame.console.tell }),
      signal,
    });
  });

const run = async (flags: Flags, frame: Frame): Promise<void> => {
  const { cases, events, seconds } = await fill(flags, frame);
  const rate = Math.round(events / Math.max(seconds, 0.001));
  frame.console.tell(
    `${cases} cases, ${events} events in ${seconds.toFixed(1)} s: ${rate} events/s. The server's lists and figures follow by themselves.`,
  );
  if (cases < flags.cases) throw new CommandFailed(`Stopped before the ${flags.cases} asked for; what is there stays.`);
};

const program = (frame: Frame): Command =>
  new Command('demo')
    .description(
      'Fills the store with made-up visits of all six types: on the database of DATA_DIR, or of DATABASE_URL and EVENTSTORE_URL.',
    )
    .option('--cases <n>', 'visits to make up', wholeNumber, 10_000)
    .option('--seed <n>', 'the same seed makes the same visits, but for the time of entry', wholeNumber, 1)
    .option('--months <n>', 'spread over so many months', wholeNumber, 24)
    .option('--until <day>', 'the first day after the last visit; today by default (YYYY-MM-DD)', day)
    .action((flags: Flags) => run(flags, frame));

/** `npm run demo -- …`; resolves with the exit code. */
export const demo = async (argv: readonly string[], frame: Frame): Promise<number> => {
  try {
    await program(frame).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    frame.console.complain(explain(error));
    return 1;
  }
};
