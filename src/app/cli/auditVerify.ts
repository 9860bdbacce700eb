import { SingleBar } from 'cli-progress';
import { CommanderError } from 'commander';
import { verifyLog, type FindingKind, type StreamEnd, type Verified } from '../../eventstore/audit/verifyLog.ts';
import { orAborted } from '../../eventstore/orAborted.ts';
import type { EventStore } from '../../eventstore/port.ts';
import { BEGINNING } from '../../eventstore/port.ts';
import { Identifiers } from '../identifiers.ts';
import { anchorsIn, readAnchorFile } from './anchorFile.ts';
import { CommandFailed, NotDone, NOT_DONE, type Frame, type Register } from './frame.ts';
import { withSystem, type CommandSystem } from './withSystem.ts';

/** More would only bury the first ones. */
const MOST_SHOWN = 50;

const EXPLAINED: Readonly<Record<FindingKind, string>> = {
  chain_broken: 'does not continue the event before it: one of the two was changed',
  revision_missing: 'is missing',
  anchor_mismatch: 'is not the event that was noted: it was changed',
  tail_cut: 'and what follows it up to the noted end were cut off',
  stream_removed: 'and the whole stream with it are gone',
};

const verifyWithBar = async (store: EventStore, anchors: ReadonlyMap<string, StreamEnd>): Promise<Verified> => {
  const bar = new SingleBar({
    format: 'verify [{bar}] {percentage}% | {value}/{total} events | {eta_formatted} left',
    stream: process.stderr,
    hideCursor: true,
  });
  const total = store.distance(BEGINNING, await store.end());
  bar.start(total ?? 0, 0);
  try {
    return await verifyLog(store, anchors, (events) => bar.update(events));
  } finally {
    bar.stop();
  }
};

interface Held extends Verified {
  /** Noted ends that the log was held against. */
  readonly anchored: number;
}

const report = ({ events, streams, findings, anchored }: Held, { console }: Frame): void => {
  for (const { kind, stream, revision } of findings.slice(0, MOST_SHOWN)) {
    console.complain(`${kind}: event ${revision} of ${stream} ${EXPLAINED[kind]}`);
  }
  const facts = `${events} events in ${streams} streams, ${anchored} noted ends`;
  if (findings.length > 0) throw new CommandFailed(`${findings.length} findings in ${facts}`);
  console.tell(`The log is whole: ${facts}.`);
};

const hold = async ({ container, signal }: CommandSystem, file: string | undefined): Promise<Held> => {
  const anchors = file === undefined ? await anchorsIn(container.get(Identifiers.pool)) : await readAnchorFile(file);
  const verified = await orAborted(verifyWithBar(container.get(Identifiers.eventStore), anchors), signal);
  if (!verified) throw new CommandFailed('Stopped before the end of the log, so nothing is known of it.');
  return { ...verified, anchored: anchors.size };
};

/** Only findings may end it with their exit code: what kept it from looking says nothing of the log. */
const verify = async (file: string | undefined, frame: Frame): Promise<void> => {
  const options = {
    frame,
    client: 'cli',
    as: undefined,
    needs: file === undefined ? 'log and read models' : 'log',
    looksOnly: true,
  } as const;
  const held = await withSystem(options, (system) => hold(system, file)).catch((error: unknown) => {
    throw new NotDone(error);
  });
  report(held, frame);
};

/** A mistake in the words is no finding. */
export const misused = ({ exitCode, code, message }: CommanderError): never => {
  throw new CommanderError(exitCode === 0 ? 0 : NOT_DONE, code, message);
};

/** Finds changed, removed and cut-off events (D-33): exit code 1 when there are any, 2 when it could not look. */
export const registerVerify: Register = (audit, frame) => {
  audit
    .command('verify')
    .description(
      'check every hash chain against the noted ends of the streams; exit code 1 when something was tampered with, ' +
        '2 when it could not be checked',
    )
    .option('--anchors <file>', 'ends noted outside the database by `audit export`, instead of those kept in it')
    .exitOverride(misused)
    .action(({ anchors }: { anchors?: string }) => verify(anchors, frame));
};
