import { unheedSignals } from '../signals.ts';

/** How long what is still open may keep the process after its work is done. */
const LINGER_MS = 2_000;

/** A reader that is slow is waited for; for one that is gone the stream reports the error to whoever listens to it. */
const written = async (stream: NodeJS.WriteStream): Promise<void> => {
  if (stream.writableLength > 0) await new Promise<void>((resolve) => void stream.write('', () => resolve()));
};

/**
 * Lets the process end with that exit code once its work is done and its lines are out: by itself, or by force when some
 * handle is left that nobody will ever close. Everything is stopped, so a signal ends it at once.
 */
export const endProcess = async (target: NodeJS.Process, code: number): Promise<void> => {
  target.exitCode = code;
  unheedSignals(target);
  await Promise.all([target.stdout, target.stderr].map(written));
  setTimeout(() => target.exit(code), LINGER_MS).unref();
};
