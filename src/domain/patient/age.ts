/**
 * Whole years from a birth to a day, both `YYYY-MM-DD`: the hospital's calendar alone says, no machine's clock. Undefined
 * before birth: one of the two days is wrong.
 */
export const ageOn = (day: string, born: string): number | undefined =>
  born <= day ? Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0) : undefined;
