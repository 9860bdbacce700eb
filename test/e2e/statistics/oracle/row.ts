/** A case as a list shows it, or as a body that registers it: unset fields are left out, null, empty text or []. */
export type Row = ReturnType<typeof JSON.parse>;

/** The value at `a.b.c`; undefined when it is not set. */
export const valueAt = (row: Row, path: string): Row => {
  const value = path.split('.').reduce((below: Row, key) => below?.[key], row);
  return value === null || value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value;
};

export const isSet = (row: Row, path: string): boolean => valueAt(row, path) !== undefined;

export const isTrue = (row: Row, path: string): boolean => valueAt(row, path) === true;

export const textAt = (row: Row, path: string): string | undefined => {
  const value = valueAt(row, path);
  return value === undefined ? undefined : String(value);
};

export const textsAt = (row: Row, path: string): readonly string[] => (valueAt(row, path) ?? []).map(String);

/** The minute of `2026-05-01 08:00:59`, its seconds dropped (clinical 1.1 rule 1). */
export const minuteOf = (time: string): number => Date.parse(`${time.slice(0, 16).replace(' ', 'T')}:00Z`) / 60_000;

/** The calendar day of a time, as a number that grows by one each day. */
export const dayNumberOf = (time: string): number => Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / 86_400_000;
