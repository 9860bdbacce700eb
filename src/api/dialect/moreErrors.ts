import type { FieldErrors } from '../problems/sentences.ts';

const STEP = /[.[]/g;

/** Deeper than any place of a body; whoever puts more dots into a key must not keep others waiting. */
const MOST_STEPS = 32;

/** The path itself, and every place that it lies in. */
const outwards = (path: string): readonly string[] => {
  const places = [path];
  for (const { index } of path.matchAll(STEP)) if (places.push(path.slice(0, index)) > MOST_STEPS) break;
  return places;
};

/** Two checks of one body together; where both complain of the same place, what was `found` first stands. */
export const withMoreErrors = (found: FieldErrors, more: FieldErrors): FieldErrors => {
  const said = new Set(Object.keys(found));
  const outer = new Set([...said].flatMap(outwards));
  const isSaid = (path: string): boolean => outer.has(path) || outwards(path).some((each) => said.has(each));
  return { ...Object.fromEntries(Object.entries(more).filter(([path]) => !isSaid(path))), ...found };
};
