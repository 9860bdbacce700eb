/** Plain English lines for the person who started it. */
export interface Console {
  tell(line: string): void;
  /** What went wrong and what to do about it. */
  complain(line: string): void;
}

/** The work goes on when nobody reads its lines any more, as behind `| head`, or when there is no room for them. */
const outlive = (stream: NodeJS.WritableStream): void => void stream.on('error', () => undefined);

export const createConsole = (out: NodeJS.WritableStream, err: NodeJS.WritableStream): Console => {
  [out, err].forEach(outlive);
  return {
    tell: (line) => void out.write(`${line}\n`),
    complain: (line) => void err.write(`${line}\n`),
  };
};
