import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import { changeCase } from '../../domain/patient/changeCase.ts';
import type { CaseReference, PatientEvent } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { Handled } from '../../eventstore/commandHandler.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { patientStream, type CaseServices } from './caseServices.ts';
import { commandContextOf } from './commandContext.ts';
import { getCaseToChange } from './findCases.ts';
import { readChanges } from './readChanges.ts';
import { unknownFieldsIn } from './unknownFields.ts';

export interface BodyOfCase {
  readonly reference: CaseReference;
  readonly body: Body;
  /** The block that the body is, when it is not the whole case. */
  readonly block?: string;
}

/** Records what a body says about a case (D-02). @throws Problem, Rejection, RevisionMismatch */
export const changeThroughBody = async (
  { reference, body, block }: BodyOfCase,
  exchange: Exchange,
  services: CaseServices,
): Promise<Handled<PatientState>> => {
  const { patientId } = await getCaseToChange(services.db, reference, exchange);
  const changes = await readChanges({ caseType: reference.caseType, body, block }, services);
  let events: readonly PatientEvent[] = [];
  const handled = await services.commands.handle({
    stream: patientStream(patientId),
    decide: (state) => (events = changeCase({ reference, changes }, state)),
    context: commandContextOf(exchange),
    ...(exchange.ifMatch !== undefined && { ifRevision: exchange.ifMatch }),
  });
  services.onUnknownFields(unknownFieldsIn(events));
  return handled;
};
