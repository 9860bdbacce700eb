import { registerAudit } from './audit.ts';
import type { Register } from './frame.ts';
import { registerProjections } from './projections.ts';
import { registerStart } from './start.ts';

/** In the order in which `--help` shows them. */
export const COMMANDS: readonly Register[] = [registerStart, registerAudit, registerProjections];
