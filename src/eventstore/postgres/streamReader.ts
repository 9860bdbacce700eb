import type pg from 'pg';
import type { ReadOptions, StoredEvent } from '../port.ts';
import { integerArray, textArray } from '../arrays.ts';
import type { ReadRow } from './rows.ts';
import { EVENT_COLUMNS, eventOf } from './rows.ts';
import { toStoreError } from './unavailable.ts';

type Direction = NonNullable<ReadOptions['direction']>;

interface Pending {
  readonly stream: string;
  readonly from: number;
  readonly limit: number;
  readonly resolve: (events: readonly StoredEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

const LARGEST_INTEGER = 2_147_483_647;

/** Queries of one direction on their way at once; further reads gather meanwhile. */
const LANES = 2;

/** Requests read one stream each; those of the same moment share a query, which costs a fraction of one each. */
export class StreamReader {
  private readonly pool: pg.Pool;
  private readonly lanes: Readonly<Record<Direction, Lane>>;

  constructor(pool: pg.Pool) {
    this.pool = pool;
    this.lanes = { forwards: { pending: [], running: 0 }, backwards: { pending: [], running: 0 } };
  }

  read(stream: string, { direction = 'forwards', from, limit }: ReadOptions): Promise<readonly StoredEvent[]> {
    const start = from ?? (direction === 'forwards' ? 0 : LARGEST_INTEGER);
    return new Promise((resolve, reject) => {
      const lane = this.lanes[direction];
      lane.pending.push({ stream, from: start, limit: limit ?? LARGEST_INTEGER, resolve, reject });
      if (lane.running < LANES) void this.drain(direction, lane);
    });
  }

  private async drain(direction: Direction, lane: Lane): Promise<void> {
    lane.running += 1;
    await Promise.resolve();
    while (lane.pending.length > 0) {
      const batch = lane.pending;
      lane.pending = [];
      await this.send(direction, batch);
    }
    lane.running -= 1;
  }

  private async send(direction: Direction, batch: readonly Pending[]): Promise<void> {
    try {
      const { rows } = await this.pool.query<[...ReadRow]>(readStatement(direction, batch));
      const found = batch.map((): StoredEvent[] => []);
      for (const row of rows) found[Number(row[0]) - 1]?.push(eventOf(row));
      batch.forEach(({ resolve }, index) => resolve(found[index] ?? []));
    } catch (error) {
      batch.forEach(({ reject }) => reject(toStoreError(error)));
    }
  }
}

interface Lane {
  pending: Pending[];
  running: number;
}

const ORDER = {
  forwards: 'e.revision >= r.start order by e.revision',
  backwards: 'e.revision <= r.start order by e.revision desc',
} as const;

const LAST = { forwards: 'e.revision', backwards: 'e.revision desc' } as const;

const readStatement = (direction: Direction, batch: readonly Pending[]) => ({
  name: `eventstore.read.${direction}`,
  text: `select r.n, ${EVENT_COLUMNS}
    from unnest($1::text[], $2::integer[], $3::integer[]) with ordinality as r(stream, start, count, n)
    cross join lateral (
      select * from eventstore.events e where e.stream = r.stream and ${ORDER[direction]} limit r.count
    ) e
    order by r.n, ${LAST[direction]}`,
  rowMode: 'array' as const,
  values: [
    textArray(batch.map(({ stream }) => stream)),
    integerArray(batch.map(({ from }) => from)),
    integerArray(batch.map(({ limit }) => limit)),
  ],
});
