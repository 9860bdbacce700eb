import { setTimeout as wait } from 'node:timers/promises';
import type { EventBatch, StoredEvent, Subscription } from '../port.ts';
import type { Announcements } from './announcements.ts';
import type { StoreLogger } from './logger.ts';
import type { Page, PageRequest } from './logReader.ts';
import { toNumber } from './positions.ts';
import type { RecentEvents } from './recentEvents.ts';
import { isUnavailability } from './unavailable.ts';

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

export interface SubscriptionRequest extends PageRequest {
  readonly onBatch: (batch: EventBatch) => Promise<void>;
}

export interface SubscriptionSources {
  readonly readPage: (request: PageRequest) => Promise<Page>;
  readonly recent: RecentEvents;
  readonly announcements: Announcements;
  readonly logger: StoreLogger | undefined;
  /** How often the log is looked at when nothing is announced: the safety net. */
  readonly pollMs: number;
}

/** Every event after a position once and in order: the next is always the one after the last position handed over. */
export const startSubscription = (sources: SubscriptionSources, request: SubscriptionRequest): Subscription => {
  const stopping = new AbortController();
  const ended = Promise.resolve().then(() => run({ sources, request, signal: stopping.signal }));
  // A caller that only stops it need not look at `ended`.
  ended.catch(() => undefined);
  const stop = async () => {
    stopping.abort();
    await ended.catch(() => undefined);
  };
  return { stop, ended };
};

interface Running {
  readonly sources: SubscriptionSources;
  readonly request: SubscriptionRequest;
  readonly signal: AbortSignal;
}

const run = async (running: Running): Promise<void> => {
  const { request, signal } = running;
  // Not from memory: who subscribes may do so because the log came back older, and this process need not know of it yet.
  let page = await readInsistently(running, request.after);
  // The first batch is handed over even when it is empty: it says whether there is anything to catch up with.
  let handed: Handed | undefined;
  while (page !== undefined && !signal.aborted) {
    const ahead: Promise<Page | undefined> | undefined = page.caughtUp ? undefined : readAhead(running, page.last);
    if (isNews(page, handed)) await request.onBatch(page);
    handed = { last: page.last, caughtUp: page.caughtUp };
    page = await (ahead ?? awaitPage(running, handed.last));
  }
};

type Handed = Pick<Page, 'last' | 'caughtUp'>;

/** What was announced may turn out not to be there; then all that is new is that there is nothing more. */
const isNews = ({ last, caughtUp }: Page, handed: Handed | undefined): boolean =>
  last !== handed?.last || (caughtUp && !handed.caughtUp);

const awaitPage = async (running: Running, after: number): Promise<Page | undefined> => {
  const { announcements, pollMs } = running.sources;
  await announcements.somethingAfter(after, pollMs, running.signal);
  return nextPage(running, after);
};

/** While a batch is handled the next is fetched; what goes wrong shows when it is its turn. */
const readAhead = (running: Running, after: number): Promise<Page | undefined> => {
  const page = nextPage(running, after);
  page.catch(() => undefined);
  return page;
};

const nextPage = async (running: Running, after: number): Promise<Page | undefined> =>
  fromMemory(running, after) ?? readInsistently(running, after);

const fromMemory = ({ sources, request }: Running, after: number): Page | undefined => {
  const found = sources.recent.after(after, request.limit);
  const last = found?.at(-1);
  if (found === undefined || last === undefined) return undefined;
  const end = toNumber(last.position);
  // Memory may end before the log does, where another process has written on.
  const isAll = sources.recent.last <= end && !sources.announcements.hasAnnouncedAfter(end);
  return { events: found.filter(wantedBy(request)), position: last.position, last: end, caughtUp: isAll };
};

const wantedBy =
  ({ prefixes }: PageRequest) =>
  ({ stream }: StoredEvent): boolean =>
    prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix));

/** A lost connection is mended by trying again; undefined once the subscription is stopped. */
const readInsistently = async (running: Running, after: number): Promise<Page | undefined> => {
  const { sources, signal } = running;
  for (let retryMs = FIRST_RETRY_MS; !signal.aborted; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
    try {
      return await readLog(running, after);
    } catch (error) {
      if (!isUnavailability(error)) throw error;
      sources.recent.clear();
      sources.logger?.warn({ err: error }, 'a subscription cannot read; it tries again');
      await wait(retryMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
};

/** A log that ends before what was remembered or announced when it was asked has come back shorter. */
const readLog = async ({ sources, request }: Running, after: number): Promise<Page> => {
  const { recent, announcements } = sources;
  const [kept, heard] = [recent.last, announcements.heard()];
  const page = await sources.readPage({ ...request, after });
  if (!page.caughtUp) return page;
  if (page.last < kept) recent.clear();
  announcements.endsAt(page.last, heard);
  return page;
};
