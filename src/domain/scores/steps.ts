/** Points from a value on, up to the next step; rising. */
export type Steps = readonly (readonly [from: number, points: number])[];

/** The points of the last step that a value has reached; undefined below the first, and of what is no number. */
export const pointsOf = (value: number, steps: Steps): number | undefined =>
  steps.findLast(([from]) => value >= from)?.[1];

/** The sum of all items; undefined when one of them cannot be scored, because a total is never guessed (D-31). */
export const sumOf = (points: readonly (number | undefined)[]): number | undefined => {
  let sum = 0;
  for (const each of points) {
    if (each === undefined) return undefined;
    sum += each;
  }
  return sum;
};

/** A whole number of points between 0 and the item's maximum; undefined otherwise. */
export const within = (points: number, max: number): number | undefined =>
  Number.isInteger(points) && points >= 0 && points <= max ? points : undefined;
