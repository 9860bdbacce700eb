import DataLoader from 'dataloader';
import type { ReadDatabase } from './readDatabase.ts';

/** Answers several look-ups with one query, in their order; undefined for what is not there. */
export type FindAll<Key, Found> = (db: ReadDatabase, keys: readonly Key[]) => Promise<readonly (Found | undefined)[]>;

/** Rows of keys that were numbered from 1 by `with ordinality`, each at the place of its key. */
export const atPlaces = <Row extends { readonly place: number }>(
  keys: readonly unknown[],
  rows: readonly Row[],
): readonly (Row | undefined)[] => {
  const found = new Map(rows.map((row) => [row.place, row]));
  return keys.map((_, index) => found.get(index + 1));
};

/** Sockets that are ready together are read in one turn of the event loop; their look-ups go after the last of them. */
const afterThisTurn = (send: () => void): void => void setImmediate(send);

/** Requests look up one thing each; those of one turn of the event loop share a query, which costs a fraction of one each. */
export const gathered = <Key, Found>(
  findAll: FindAll<Key, Found>,
): ((db: ReadDatabase, key: Key) => Promise<Found | undefined>) => {
  const loaders = new WeakMap<ReadDatabase, DataLoader<Key, Found | undefined>>();
  const loaderOf = (db: ReadDatabase): DataLoader<Key, Found | undefined> => {
    const known = loaders.get(db);
    if (known) return known;
    const options = { cache: false, batchScheduleFn: afterThisTurn };
    const loader = new DataLoader<Key, Found | undefined>((keys) => findAll(db, keys), options);
    loaders.set(db, loader);
    return loader;
  };
  return (db, key) => loaderOf(db).load(key);
};
