import { accounts } from './accounts.ts';
import { files } from './files.ts';
import { idempotency } from './idempotency.ts';
import { imports } from './imports.ts';
import type { Migration } from './migration.ts';
import { sequences } from './sequences.ts';
import { settings } from './settings.ts';

/** In the order in which they run; a new one goes to the end. */
export const MIGRATIONS: readonly Migration[] = [settings, sequences, accounts, idempotency, files, imports];
