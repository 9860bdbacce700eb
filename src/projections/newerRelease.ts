import { standingOf } from './checkpoints.ts';
import type { Checkpoint, Wanted } from './checkpoints.ts';

/** A newer release has raised read models; touching them unasked would undo its work. */
export class NewerRelease extends Error {
  override readonly name = 'NewerRelease';
  constructor(names: readonly string[]) {
    super(
      `a newer release keeps ${names.join(', ')}, so this one leaves them alone and waits: install that release or a newer ` +
        'one, or go back as "Upgrade" in docs/operations.md says, with the backup or a rebuild by this release',
    );
  }
}

/** Why a process must not keep the read models that are there. */
export const findNewer = (checkpoints: readonly Checkpoint[], wanted: Wanted): NewerRelease | undefined => {
  const { newer } = standingOf(checkpoints, wanted);
  return newer.length > 0 ? new NewerRelease(newer) : undefined;
};
