/** What the operator gave cannot be used: a folder, a port, a database. The message says which and why. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
  constructor(what: string, cause: unknown) {
    super(`${what} cannot be used: ${String(cause)}`, { cause });
  }
}
