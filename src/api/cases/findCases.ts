import type { CaseReference } from '../../domain/patient/events.ts';
import { switchedTo } from '../../domain/patient/liveCase.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import { findCase, type FoundCase } from '../../projections/cases/queries.ts';
import type { Exchange } from '../dialect/exchange.ts';
import type { CaseServices } from './caseServices.ts';

export interface ShownCase extends FoundCase {
  readonly row: string;
}

/**
 * A case by its type and id, whatever became of it.
 * @param sentAs where the client sent the id, if not in the path
 * @throws Rejection case_unknown
 */
export const getCase = async (
  db: CaseServices['db'],
  reference: CaseReference,
  sentAs?: string,
): Promise<FoundCase> => {
  const found = await findCase(db, reference);
  if (!found) throw new Rejection('case_unknown', sentAs === undefined ? {} : { [sentAs]: reference.caseId });
  return found;
};

/** A case that is in sight. @throws Rejection case_unknown, case_deleted, case_switched */
export const getShownCase = async (db: CaseServices['db'], reference: CaseReference): Promise<ShownCase> =>
  getRow(await getCase(db, reference));

/**
 * The case that a command means: one in sight, or whatever the first run of a repeated request has made of it (D-18).
 * @throws Rejection case_unknown, case_deleted, case_switched
 */
export const getCaseToChange = (
  db: CaseServices['db'],
  reference: CaseReference,
  { ticket }: Pick<Exchange, 'ticket'>,
): Promise<FoundCase> => (ticket.repeated ? getCase(db, reference) : getShownCase(db, reference));

/** The list row of a case that is in sight. @throws Rejection case_unknown, case_deleted, case_switched */
export const getRow = (found: FoundCase): ShownCase => {
  if (found.status === 'deleted') throw new Rejection('case_deleted');
  if (found.to) throw new Rejection('case_switched', switchedTo(found.to));
  if (found.row === undefined) throw new Rejection('case_unknown');
  return { ...found, row: found.row };
};
