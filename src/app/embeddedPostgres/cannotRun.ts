/** What keeps PostgreSQL from running that the operator can mend: rights, space, an installation that is not whole. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** What a program said last, in one line. */
export const lastLinesOf = (text: string): string => text.trim().split('\n').slice(-5).join(' | ');
