import type { Container } from 'inversify';
import { readCheckpoints } from '../projections/checkpoints.ts';
import { OtherZone, otherZoneOf } from '../projections/otherZone.ts';
import { READ_MODELS } from '../projections/readModels.ts';
import { Identifiers } from './identifiers.ts';

const findOtherZone = async (container: Container): Promise<string | undefined> => {
  const { zone } = container.get(Identifiers.config);
  const checkpoints = await readCheckpoints(container.get(Identifiers.pool));
  return otherZoneOf(checkpoints, { readModels: READ_MODELS, zone });
};

/** Refuses to read wall times in another zone than that in which they will be shown. @throws OtherZone */
export const refuseOtherZone = async (container: Container): Promise<void> => {
  const rows = await findOtherZone(container);
  if (rows !== undefined) throw new OtherZone(rows, container.get(Identifiers.config).zone);
};

/** Says why the start of a process that only answers requests waits for a projector of its own zone. */
export const warnOfOtherZone = async (container: Container): Promise<void> => {
  const rows = await findOtherZone(container);
  if (rows === undefined) return;
  const facts = { readModels: rows, hospital: container.get(Identifiers.config).zone };
  container
    .get(Identifiers.logger)
    .warn(
      facts,
      'the read models are of another zone: the start waits until a projector of this zone has rebuilt them',
    );
};
