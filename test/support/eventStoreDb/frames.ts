export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LoggedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Commit and prepare position: one and the same where no transaction spans several writes. */
  readonly position: bigint;
  /** How many events lie before it. */
  readonly index: number;
  /** In units of 100 ns since 1970. */
  readonly created: string;
}

type Written = Omit<LoggedEvent, 'data' | 'metadata' | 'revision' | 'position'> & {
  readonly data: string;
  readonly metadata: string;
  readonly revision: string;
  readonly position: string;
};

const HEADER_BYTES = 71;

/** What an event takes of the log's addresses. */
export const sizeOf = ({ stream, type, data, metadata }: LoggedEvent): number =>
  HEADER_BYTES + Buffer.byteLength(stream + type) + data.length + metadata.length;

/** The events of one append as one line: it is there whole or not at all. */
export const frameOf = (events: readonly LoggedEvent[]): string => {
  const written = events.map(({ data, metadata, revision, position, ...facts }): Written => ({
    ...facts,
    data: Buffer.from(data).toString('base64'),
    metadata: Buffer.from(metadata).toString('base64'),
    revision: `${revision}`,
    position: `${position}`,
  }));
  return `${JSON.stringify(written)}\n`;
};

const eventFrom = (written: Written): LoggedEvent => ({
  ...written,
  data: Buffer.from(written.data, 'base64'),
  metadata: Buffer.from(written.metadata, 'base64'),
  revision: BigInt(written.revision),
  position: BigInt(written.position),
  index: -1,
});

/** The whole frames of a file, and how many bytes they take; what follows them was cut off by a crash. */
export const toleratingFrames = (file: Buffer): { frames: LoggedEvent[][]; bytes: number } => {
  const bytes = file.lastIndexOf('\n') + 1;
  const lines = file.subarray(0, bytes).toString().split('\n').slice(0, -1);
  const frames = lines.map((line) => (JSON.parse(line) as Written[]).map(eventFrom));
  return { frames, bytes };
};
