import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { readCaseBody, type Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import type { CaseChanges } from '../../domain/patient/commands.ts';
import { Problem } from '../problems/problem.ts';
import type { CaseServices } from './caseServices.ts';
import { withStoredPictures } from './pictureNames.ts';
import { sentencesOf } from './valueProblems.ts';

type Services = Pick<CaseServices, 'zone' | 'pictures'>;

/**
 * What a body that passed its schema asks for. Every way into the record, the import of old logs included, reads bodies here.
 * @throws Problem validation_failed with every path at once, picture_unknown
 */
export const readChanges = async (caseType: CaseTypeName, body: Body, services: Services): Promise<CaseChanges> => {
  const { problems, ...changes } = readCaseBody(caseType, body, services.zone);
  if (Object.keys(problems).length > 0) throw new Problem('validation_failed', { errors: sentencesOf(problems) });
  return withStoredPictures(changes, services.pictures);
};
