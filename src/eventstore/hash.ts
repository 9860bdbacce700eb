import { hash } from 'node:crypto';
import type { StoredEvent } from './port.ts';

/** SHA-256, hex, over the stored bytes of an event before any upcast (D-33); the next event of its stream carries it. */
export const hashOf = (event: Omit<StoredEvent, 'position'>): string =>
  hash('sha256', `${event.stream}\n${event.revision}\n${event.id}\n${event.type}\n${event.data}\n${event.metadata}`);
