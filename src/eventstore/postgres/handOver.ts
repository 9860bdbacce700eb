import type { Announcements } from './announcements.ts';
import type { OnStored } from './appendQueue.ts';
import { storedEvents, type RecentEvents } from './recentEvents.ts';

/** More would let a subscriber wait longer than it saves. */
const MOST_HELD = 2;

/**
 * Hands what was stored to the subscribers of this process. While the next batch is under way they are not woken yet:
 * both together cost them little more than one. Should it not land, they look for themselves a moment later.
 */
export const createHandOver = (recent: RecentEvents, announcements: Announcements): OnStored => {
  let [held, end] = [0, 0];
  return ({ first, batch, outcomes, era, isNextUnderWay }) => {
    const events = storedEvents(first, batch, outcomes);
    if (events.length > 0) {
      recent.push({ first, events, era });
      end = first + events.length - 1;
    }
    held = isNextUnderWay && held < MOST_HELD ? held + 1 : 0;
    if (held > 0) return;
    announcements.announce(end);
    // Once is enough: the log may come back shorter.
    end = 0;
  };
};
