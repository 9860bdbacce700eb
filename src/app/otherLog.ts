import type { Container } from 'inversify';
import { lastEventOf, readCheckpoints } from '../projections/checkpoints.ts';
import { holdingOf, OtherLog } from '../projections/lastEvent.ts';
import { Identifiers } from './identifiers.ts';

/**
 * Refuses to write into a log of which the read models were not made: what is written takes positions that count as read,
 * and steps that were imported into the other log count as done. @throws OtherLog, StoreUnavailable
 */
export const refuseOtherLog = async (container: Container): Promise<void> => {
  const last = lastEventOf(await readCheckpoints(container.get(Identifiers.pool)));
  if (last && (await holdingOf(container.get(Identifiers.eventStore), last)) === 'other') throw new OtherLog(last);
};
