import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { readCaseBody, type Body, type CaseBodyRead } from '../../domain/catalogue/derive/readCaseBody.ts';
import type { FieldErrors } from '../problems/sentences.ts';
import { sentencesOf } from './valueProblems.ts';

/** A body as a client sent it. */
export interface SentBody {
  readonly caseType: CaseTypeName;
  readonly body: Body;
  /** The block of the case that the body is, when it is sent by itself: its paths are named as they were sent. */
  readonly block?: string;
}

export const readSentBody = ({ caseType, body, block }: SentBody, zone: string): CaseBodyRead =>
  readCaseBody(caseType, block === undefined ? body : { [block]: body }, zone);

/** Paths of the case as whoever sent the block alone calls them. */
export const asSent = <Value>(
  byPath: Readonly<Record<string, Value>>,
  { block }: Pick<SentBody, 'block'>,
): Readonly<Record<string, Value>> => {
  if (block === undefined) return byPath;
  const prefix = `${block}.`;
  return Object.fromEntries(
    Object.entries(byPath).map(([path, value]) => [path.startsWith(prefix) ? path.slice(prefix.length) : path, value]),
  );
};

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with the values of a body, whatever else is wrong with it. */
export const valueErrors = (sent: Omit<SentBody, 'body'>, zone: string): ((body: unknown) => FieldErrors) => {
  return (body) => (isBody(body) ? asSent(sentencesOf(readSentBody({ ...sent, body }, zone).problems), sent) : {});
};
