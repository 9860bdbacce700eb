import type { Container } from 'inversify';
import { readCheckpoints } from '../projections/checkpoints.ts';
import { findNewer } from '../projections/newerRelease.ts';
import { READ_MODELS } from '../projections/readModels.ts';
import { Identifiers } from './identifiers.ts';

/** Says why the start waits, and what to do: else nothing but the log would tell, again and again. */
export const tellNewerRelease = async (container: Container): Promise<void> => {
  const { zone } = container.get(Identifiers.config);
  const checkpoints = await readCheckpoints(container.get(Identifiers.pool));
  const newer = findNewer(checkpoints, { readModels: READ_MODELS, zone });
  if (newer) container.get(Identifiers.console).tell(newer.message);
};
