/** What keeps PostgreSQL from running that the operator can mend: rights, space, an installation that is not whole. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
