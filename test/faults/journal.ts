import { open, readFile, type FileHandle } from 'node:fs/promises';

/** What came over the wire; nobody has looked at it yet. */
export type Json = ReturnType<typeof JSON.parse>;

/** A write as the client means it. */
export interface Write {
  readonly id: number;
  /** Sent as `Idempotency-Key`; without one the request is sent once only. */
  readonly key: string | null;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  /** The patient that it is about; null when it makes one. */
  readonly target: number | null;
  /** What must stand in the log afterwards, in the words of `facts.ts`. */
  readonly facts: readonly string[];
  /** Whether it may find its effect there already. */
  readonly mayBeNothing: boolean;
}

export interface Sent {
  readonly line: 'sent';
  readonly write: Write;
  /** `X-Request-Id` of this attempt; goes into the events as `correlationId`. */
  readonly attempt: string;
}

export interface Answered {
  readonly line: 'answered';
  readonly write: number;
  readonly attempt: string;
  readonly status: number;
  readonly retryAfter: string | null;
  /** `X-Read-Model-Lag`: what was written cannot be read yet. */
  readonly lag: string | null;
  readonly body: Json;
}

/** The connection broke before the answer. */
export interface Lost {
  readonly line: 'lost';
  readonly write: number;
  readonly attempt: string;
  readonly reason: string;
}

export interface Killed {
  readonly line: 'killed';
  readonly round: number;
  /** Writes acknowledged since the last kill. */
  readonly acknowledged: number;
  /** Requests on their way to patients that at least one other was on its way to. */
  readonly overlapping: number;
}

export type Line = Sent | Answered | Lost | Killed;

/** What the client knows survives whatever happens to it: a line counts once it is on the disk. */
export interface Journal {
  note(line: Line): Promise<void>;
  close(): Promise<void>;
}

interface Pending {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const writeAll = async (file: FileHandle, batch: readonly Pending[]): Promise<void> => {
  try {
    await file.write(batch.map(({ text }) => text).join(''));
    await file.datasync();
    batch.forEach(({ resolve }) => resolve());
  } catch (error) {
    batch.forEach(({ reject }) => reject(error));
  }
};

export const openJournal = async (path: string): Promise<Journal> => {
  const file = await open(path, 'a');
  const pending: Pending[] = [];
  let running: Promise<void> | undefined;
  // Lines that come while the disk works go together with the next flush.
  const drain = async (): Promise<void> => {
    while (pending.length > 0) await writeAll(file, pending.splice(0));
    running = undefined;
  };
  return {
    note: (line) =>
      new Promise((resolve, reject) => {
        pending.push({ text: `${JSON.stringify(line)}\n`, resolve, reject });
        running ??= Promise.resolve().then(drain);
      }),
    close: async () => {
      await running;
      await file.close();
    },
  };
};

export const readJournal = async (path: string): Promise<readonly Line[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((text) => text !== '')
    .map((text): Line => JSON.parse(text));
