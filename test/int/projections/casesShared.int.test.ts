import { fact, filled } from '../../support/given.ts';
import { openBook, type Book } from './casesBook.ts';

let book: Book;

beforeEach(async () => void (book = await openBook()));
afterEach(() => book.close());

const NAMED = { 'patient.name': '张伟', 'patient.pat_med_card': 'M1' };
const sharing = async (parameter: 'same_name' | 'same_pat_no', caseType: 'basic' | 'toxic' = 'basic') =>
  [...(await book.ids(caseType, { [parameter]: 'True' }))].sort((a, b) => a - b);

describe.each(['same_name', 'same_pat_no'] as const)('E-SRCH-04, E-SRCH-05, D-21: %s', (parameter) => {
  const path = parameter === 'same_name' ? 'patient.name' : 'patient.pat_med_card';

  it('finds cases of one type that share the value, never empty ones', async () => {
    const [one, two] = [await book.open('basic', NAMED), await book.open('basic', NAMED)];
    const alone = await book.open('basic', { [path]: '另一个' });
    await book.open('toxic', NAMED);
    const [empty, alsoEmpty] = [await book.open('basic'), await book.open('basic')];
    expect(await sharing(parameter)).toEqual([one, two]);
    expect(await sharing(parameter, 'toxic')).toEqual([]);
    expect(await book.ids('basic', { [parameter]: 'False' })).toEqual([alsoEmpty, empty, alone]);
    expect(await book.ids('basic', { [parameter]: '' })).toHaveLength(5);
  });

  it('lets go of both when one is renamed, and takes both when it is renamed back', async () => {
    const [one, two] = [await book.open('basic', NAMED), await book.open('basic', NAMED)];
    await book.write(one / 10, [filled({ [path]: '改名' })]);
    expect(await sharing(parameter)).toEqual([]);
    await book.write(two / 10, [filled({ [path]: '改名' })]);
    expect(await sharing(parameter)).toEqual([one, two]);
    await book.write(one / 10, [filled({ [path]: null })]);
    expect(await sharing(parameter)).toEqual([]);
  });

  it('keeps the pair of a third that leaves', async () => {
    const [one, two, three] = [
      await book.open('basic', NAMED),
      await book.open('basic', NAMED),
      await book.open('basic', NAMED),
    ];
    expect(await sharing(parameter)).toEqual([one, two, three]);
    await book.write(two / 10, [filled({ [path]: '改名' })]);
    expect(await sharing(parameter)).toEqual([one, three]);
  });

  it('follows deletion and restoration', async () => {
    const [one, two] = [await book.open('basic', NAMED), await book.open('basic', NAMED)];
    const reference = { caseType: 'basic', caseId: one } as const;
    await book.write(one / 10, [fact('CaseDeleted', reference)]);
    expect(await sharing(parameter)).toEqual([]);
    await book.write(one / 10, [fact('CaseRestored', reference)]);
    expect(await sharing(parameter)).toEqual([one, two]);
  });

  it('follows a switch to another type', async () => {
    const [one] = [await book.open('basic', NAMED), await book.open('basic', NAMED)];
    const there = await book.open('toxic', NAMED);
    const to = { caseType: 'toxic', caseId: 777 } as const;
    const from = { caseType: 'basic', caseId: one } as const;
    await book.write(one / 10, [fact('CaseSwitched', { from, to, carried: Object.keys(NAMED) })]);
    expect(await sharing(parameter)).toEqual([]);
    expect(await sharing(parameter, 'toxic')).toEqual([there, 777]);
  });
});
