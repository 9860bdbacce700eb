/**
 * Keeps what a pure function answered, at most `limit` answers; then it forgets them all and starts again, which costs
 * less than keeping count of what was used last.
 */
export const remembering = <Key, Value>(limit: number, compute: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key);
    if (found) return found.value;
    if (known.size >= limit) known.clear();
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
};
