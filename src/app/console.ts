/** Plain English lines for the person who started it. */
export interface Console {
  tell(line: string): void;
  /** What went wrong and what to do about it. */
  complain(line: string): void;
}

/** The work goes on when nobody reads its lines any more, as behind `| head`; another fault of the stream is a fault. */
const outliveReaders = (stream: NodeJS.WritableStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
};

export const createConsole = (out: NodeJS.WritableStream, err: NodeJS.WritableStream): Console => {
  [out, err].forEach(outliveReaders);
  return {
    tell: (line) => void out.write(`${line}\n`),
    complain: (line) => void err.write(`${line}\n`),
  };
};
