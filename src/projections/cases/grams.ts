/** The fields that are searched by a part of their text (D-20), with the mark that their grams carry. */
const MARKS = { name: 'n', pat_med_card: 'c', inpatient_no: 'i' } as const;

export type SearchedColumn = keyof typeof MARKS;

export type SearchedTexts = Readonly<Record<SearchedColumn, string | null>>;

/** People type `mz001` for `MZ001`; only ASCII is folded, which the database does alike (D-20). */
export const folded = (text: string): string => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());

const lettersAndPairs = (text: string | null, mark: string): string[] => {
  const letters = [...folded(text ?? '')];
  return letters.flatMap((letter, index) => {
    const next = letters[index + 1];
    return next === undefined ? [mark + letter] : [mark + letter, mark + letter + next];
  });
};

/**
 * Every character and every pair of neighbours: a trigram index knows nothing of the one and two characters that
 * Chinese names are searched by.
 */
export const gramsOf = ({ name, pat_med_card, inpatient_no }: SearchedTexts): readonly string[] => [
  ...new Set([
    ...lettersAndPairs(name, MARKS.name),
    ...lettersAndPairs(pat_med_card, MARKS.pat_med_card),
    ...lettersAndPairs(inpatient_no, MARKS.inpatient_no),
  ]),
];

/** What a text must have to contain `part`; for one or two characters that is also enough. */
export const gramsWanted = (column: SearchedColumn, part: string): { grams: readonly string[]; exact: boolean } => {
  const count = [...part].length;
  const grams = lettersAndPairs(part, MARKS[column]);
  return { grams: count === 1 ? grams : grams.filter((gram) => [...gram].length === 3), exact: count <= 2 };
};
