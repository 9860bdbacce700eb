import { isOfZone } from './checkpoints.ts';
import type { Checkpoint, Wanted } from './checkpoints.ts';

/** Wall times, days and months would be read in one zone and shown in another (D-41). */
export class OtherZone extends Error {
  override readonly name = 'OtherZone';
  /** @param rows the zone of the read models @param own that of this process */
  constructor(rows: string, own: string) {
    super(
      `The read models are of the zone ${rows} and this command runs in ${own}, so nothing was done: set TZ_HOSPITAL=${rows}; ` +
        `if ${own} is right, a server that starts in it rebuilds them by itself.`,
    );
  }
}

/** The zone of read models that were built in another one than a process would keep them in. */
export const otherZoneOf = (checkpoints: readonly Checkpoint[], { readModels, zone }: Wanted): string | undefined => {
  const names = new Set(readModels.map(({ name }) => name));
  const other = checkpoints.find((each) => each.isWhole && names.has(each.name) && !isOfZone(each, zone));
  return other?.zone ?? undefined;
};
