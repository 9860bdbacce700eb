/** Plain English lines for the person who started it. */
export interface Console {
  tell(line: string): void;
  /** What went wrong and what to do about it. */
  complain(line: string): void;
}

export const createConsole = (out: NodeJS.WritableStream, err: NodeJS.WritableStream): Console => ({
  tell: (line) => void out.write(`${line}\n`),
  complain: (line) => void err.write(`${line}\n`),
});
