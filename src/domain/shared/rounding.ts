/**
 * A quotient of whole numbers, rounded half up once (D-25); free of the errors that a product of fractions brings.
 * @param decimals digits after the point
 */
export const roundedQuotient = (
  { numerator, denominator }: { readonly numerator: number; readonly denominator: number },
  decimals: number,
): number => {
  const scale = 10 ** decimals;
  return Math.floor((2 * numerator * scale + denominator) / (2 * denominator)) / scale;
};
