import type { CaseChanges } from '../../domain/patient/commands.ts';
import { Problem } from '../problems/problem.ts';
import type { CaseServices } from './caseServices.ts';
import { namedPictures, withStoredPictures } from './pictureNames.ts';
import { asSent, readSentBody, type SentBody } from './sentBody.ts';
import { sentencesOf } from './valueProblems.ts';

type Services = Pick<CaseServices, 'zone' | 'pictures'>;

/**
 * What a body that passed its schema asks for. Every way into the record, the import of old logs included, reads bodies here.
 * @throws Problem validation_failed with every path at once, picture_unknown naming what nobody uploaded
 */
export const readChanges = async (sent: SentBody, { zone, pictures }: Services): Promise<CaseChanges> => {
  const { problems, ...changes } = readSentBody(sent, zone);
  if (Object.keys(problems).length > 0) {
    throw new Problem('validation_failed', { errors: asSent(sentencesOf(problems), sent) });
  }
  const { stored, missing } = await namedPictures(changes, pictures);
  if (Object.keys(missing).length > 0) throw new Problem('picture_unknown', { facts: asSent(missing, sent) });
  return withStoredPictures(changes, stored);
};
