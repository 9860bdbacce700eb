import { randomUUID } from 'node:crypto';
import type { CommandTicket } from './commandTicket.ts';

/** A command without an `Idempotency-Key`: ids are drawn as they come, and nothing is kept. */
export const keylessTicket = (): CommandTicket => ({
  commandId: randomUUID(),
  repeated: false,
  reserve: (draw) => draw(),
});
