/** Plain English lines for the person who started it. */
export interface Console {
  tell(line: string): void;
  /** What went wrong and what to do about it. */
  complain(line: string): void;
}

const faults = new WeakMap<NodeJS.WritableStream, Error>();

/** Why lines of a stream are lost; undefined where none are, or where nobody wanted to read them, as behind `| head`. */
export const faultOf = (stream: NodeJS.WritableStream): Error | undefined => faults.get(stream);

/** The work goes on when nobody reads its lines any more, or when there is no room for them. */
const outlive = (stream: NodeJS.WritableStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') faults.set(stream, error);
  });
};

export const createConsole = (out: NodeJS.WritableStream, err: NodeJS.WritableStream): Console => {
  [out, err].forEach(outlive);
  return {
    tell: (line) => void out.write(`${line}\n`),
    complain: (line) => void err.write(`${line}\n`),
  };
};
