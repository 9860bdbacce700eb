import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { placesIn, readCaseBody, type Body, type CaseBodyRead } from '../../domain/catalogue/derive/readCaseBody.ts';
import { isJsonObject } from '../../domain/shared/jsonObject.ts';
import type { FieldErrors } from '../problems/sentences.ts';
import { sentencesOf } from './valueProblems.ts';

/** A body as a client sent it. */
export interface SentBody {
  readonly caseType: CaseTypeName;
  readonly body: Body;
  /** The block of the case that the body is, when it is sent by itself: its paths are named as they were sent. */
  readonly block?: string;
}

const wholeBody = ({ body, block }: SentBody): Body => (block === undefined ? body : { [block]: body });

export const readSentBody = (sent: SentBody, zone: string): CaseBodyRead =>
  readCaseBody(sent.caseType, wholeBody(sent), zone);

const nameAsSent = (path: string, { block }: Pick<SentBody, 'block'>): string => {
  const prefix = `${block}.`;
  return block !== undefined && path.startsWith(prefix) ? path.slice(prefix.length) : path;
};

/** Paths of the case as whoever sent the block alone calls them. */
export const asSent = <Value>(
  byPath: Readonly<Record<string, Value>>,
  sent: Pick<SentBody, 'block'>,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(byPath).map(([path, value]) => [nameAsSent(path, sent), value]));

/** Where in the body each path of the case was sent, as whoever sent it calls the places. */
export const placesAsSent = (sent: SentBody, zone: string): ReadonlyMap<string, readonly string[]> => {
  const places = placesIn(sent.caseType, wholeBody(sent), zone);
  return new Map([...places].map(([path, names]) => [path, names.map((name) => nameAsSent(name, sent))]));
};

/** What is wrong with the values of a body, whatever else is wrong with it. */
export const valueErrors = (sent: Omit<SentBody, 'body'>, zone: string): ((body: unknown) => FieldErrors) => {
  return (body) =>
    isJsonObject(body) ? asSent(sentencesOf(readSentBody({ ...sent, body }, zone).problems), sent) : {};
};
