/** No greenlane has run on what the operator named, which is likely mistyped. */
export class NoRecord extends Error {
  override readonly name = 'NoRecord';
  constructor(where: string, variable: string) {
    super(`there is no record in ${where}; check ${variable}`);
  }
}
