import { setImmediate as nextTurn } from 'node:timers/promises';
import { faultOf } from '../console.ts';
import { unheedSignals } from '../signals.ts';
import { NOT_DONE } from './frame.ts';

/** How long what is still open may keep the process after its work is done. */
const LINGER_MS = 2_000;

/** A reader that is slow is waited for; for one that is gone the stream reports the error to whoever listens to it. */
const written = async (stream: NodeJS.WriteStream): Promise<void> => {
  if (stream.writableLength > 0) await new Promise<void>((resolve) => void stream.write('', () => resolve()));
};

/** Whether what was printed is lost, which may be a password that nobody else knows: that is told. */
const isLost = async ({ stdout, stderr }: NodeJS.Process): Promise<boolean> => {
  // A stream tells of its fault a moment after it was written to.
  await nextTurn();
  const fault = faultOf(stdout);
  if (fault) stderr.write(`what was to be printed is lost, as standard output cannot be written: ${fault.message}\n`);
  return fault !== undefined;
};

/**
 * Lets the process end with that exit code once its work is done and its lines are out: by itself, or by force when some
 * handle is left that nobody will ever close. Everything is stopped, so a signal ends it at once.
 */
export const endProcess = async (target: NodeJS.Process, code: number): Promise<void> => {
  target.exitCode = code;
  unheedSignals(target);
  await Promise.all([target.stdout, target.stderr].map(written));
  if (code === 0 && (await isLost(target))) target.exitCode = NOT_DONE;
  setTimeout(() => target.exit(), LINGER_MS).unref();
};
