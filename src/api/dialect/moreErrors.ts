import type { FieldErrors } from '../problems/sentences.ts';

const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

/** Two checks of one body together; where both complain of the same place, what was `found` first stands. */
export const withMoreErrors = (found: FieldErrors, more: FieldErrors): FieldErrors => {
  const isSaid = (path: string): boolean =>
    Object.keys(found).some((known) => isWithin(path, known) || isWithin(known, path));
  return { ...Object.fromEntries(Object.entries(more).filter(([path]) => !isSaid(path))), ...found };
};
