import { roundedQuotient } from '../shared/rounding.ts';

/** A quotient of whole numbers rounded half up once (D-25), null without a denominator. */
export const quotient = (numerator: number, denominator: number, decimals: number): number | null =>
  denominator === 0 ? null : roundedQuotient({ numerator, denominator }, decimals);
