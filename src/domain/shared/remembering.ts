/**
 * Keeps what a pure function answered, at most `limit` answers; then it forgets them all and starts again, which costs
 * less than keeping count of what was used last.
 * @param nameOf a text that says all of what was asked, where that is no value of its own
 */
export const remembering = <Asked, Value>(
  limit: number,
  compute: (asked: Asked) => Value,
  nameOf: (asked: Asked) => unknown = (asked) => asked,
): ((asked: Asked) => Value) => {
  const known = new Map<unknown, { readonly value: Value }>();
  return (asked) => {
    const name = nameOf(asked);
    const found = known.get(name);
    if (found) return found.value;
    if (known.size >= limit) known.clear();
    const value = compute(asked);
    known.set(name, { value });
    return value;
  };
};
