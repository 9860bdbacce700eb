import { Rejection } from '../../domain/shared/rejection.ts';

/** By path of the case, the places of a request that speak of it. */
type Places = () => ReadonlyMap<string, readonly string[]>;

/**
 * Does the work; a refusal that lists paths of the case lists them as the request named them, so that each sentence
 * stands at the input it belongs to, as those of the validation do.
 */
export const namingPlaces = async <T>(places: Places, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Rejection) || !Array.isArray(error.facts['paths'])) throw error;
    const known = places();
    const paths = error.facts['paths'].flatMap((path: string) => known.get(path) ?? [path]);
    throw new Rejection(error.code, { ...error.facts, paths }, error.attempt);
  }
};
