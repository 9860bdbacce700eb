import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Container } from 'inversify';
import { ensureAdmin } from '../api/accounts/ensureAdmin.ts';
import type { ProjectionProgress } from '../projections/progress.ts';
import type { Commands } from './commands.ts';
import { Identifiers } from './identifiers.ts';

const SLICE_MS = 1_000;
const ASK_AGAIN_MS = 100;

export interface Record {
  readonly commands: Commands;
  readonly progress: ProjectionProgress;
  readonly stopping: AbortSignal;
}

type Waiting = Pick<Record, 'progress' | 'stopping'>;

/** Waits in slices, to hear of a stop; while a read model is built anew, waiting for it is refused at once. */
const caughtUp = async (container: Container, { progress, stopping }: Waiting): Promise<void> => {
  const end = await container.get(Identifiers.eventStore).end();
  while (!(await progress.waitFor(end, SLICE_MS))) await pause(ASK_AGAIN_MS, undefined, { signal: stopping });
};

const tellAdmin = (container: Container, { username, password }: { username: string; password?: string }): void => {
  const { tell } = container.get(Identifiers.console);
  if (password === undefined) tell(`The admin is ${username}, with the password of ADMIN_PASSWORD`);
  else tell(`The admin is ${username}, the password ${password} (shown this once; keep it)`);
};

/**
 * Before the first request: the read models have caught up, no id is given twice, and there is an admin.
 * @throws AbortError when the process is asked to end meanwhile
 */
export const prepareRecord = async (container: Container, record: Record): Promise<void> => {
  await caughtUp(container, record);
  // So that the first case waits for no connection.
  await container.get(Identifiers.sequences).nextIds([]);
  const { adminUsername, adminPassword } = container.get(Identifiers.config);
  const admin = await ensureAdmin({
    db: container.get(Identifiers.pool),
    handler: record.commands.users,
    database: container.get(Identifiers.databases).databaseUrl,
    username: adminUsername,
    password: adminPassword,
    context: {
      commandId: randomUUID(),
      correlationId: randomUUID(),
      actor: { user: 'greenlane', client: 'cli' },
    },
  });
  await caughtUp(container, record);
  if (admin) tellAdmin(container, admin);
};
