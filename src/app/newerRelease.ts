import type { Container } from 'inversify';
import { readNewer } from '../projections/newerRelease.ts';
import { READ_MODELS } from '../projections/readModels.ts';
import { Identifiers } from './identifiers.ts';

/** Says why the start waits, and what to do: else nothing but the log would tell, again and again. */
export const tellNewerRelease = async (container: Container): Promise<void> => {
  const { zone } = container.get(Identifiers.config);
  const { databaseUrl } = container.get(Identifiers.databases);
  const newer = await readNewer(databaseUrl, { readModels: READ_MODELS, zone });
  if (newer) container.get(Identifiers.console).tell(newer.message);
};
