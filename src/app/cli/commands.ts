import { registerAudit } from './audit.ts';
import type { Register } from './frame.ts';
import { registerImport } from './import.ts';
import { registerProjections } from './projections.ts';
import { registerStart } from './start.ts';
import { registerUser } from './user.ts';

/** In the order in which `--help` shows them. */
export const COMMANDS: readonly Register[] = [
  registerStart,
  registerImport,
  registerAudit,
  registerProjections,
  registerUser,
];
