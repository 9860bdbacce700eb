import type { Gap } from './fold.ts';

/** The part of a pino logger that the projections use. */
export interface ProjectionLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** The subscription left out an event of a stream, or the log itself has lost one. */
export class GapInStream extends Error {
  override readonly name = 'GapInStream';
  constructor({ stream, revision }: Gap) {
    super(`event ${revision} of ${stream} does not follow the one before it`);
  }
}

/** Told of the gaps of what was read, all at once. @throws GapInStream */
export type GapGuard = (gaps: readonly Gap[]) => void;

const keyOf = ({ stream, revision }: Gap): string => `${stream}@${revision}`;

/**
 * Gaps that were not seen before make it throw, once for all of them, because reading again may close them; gaps of the log
 * itself are reported and passed.
 */
export const gapGuard = (log: ProjectionLog): GapGuard => {
  const seen = new Set<string>();
  return (gaps) => {
    const fresh = gaps.filter((gap) => !seen.has(keyOf(gap)));
    for (const gap of fresh) seen.add(keyOf(gap));
    const [first] = fresh;
    if (first) throw new GapInStream(first);
    for (const gap of gaps) log.error(gap, 'an event is missing in a stream of the log; run the audit');
  };
};

const chain = (error: unknown): Error[] => (error instanceof Error ? [error, ...chain(error.cause)] : []);

const text = (error: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
};

/** What a log may say of an error: messages of the database can quote a patient's values, so they stay out. */
export const faultOf = (error: unknown): object => {
  const errors = chain(error);
  const fromDatabase = errors.find((each) => text(each, 'severity') !== undefined);
  return {
    error: errors.map((each) => (each === fromDatabase ? each.name : `${each.name}: ${each.message}`)),
    ...(fromDatabase && {
      sqlState: text(fromDatabase, 'code'),
      table: text(fromDatabase, 'table'),
      constraint: text(fromDatabase, 'constraint'),
    }),
  };
};
