import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import { changeCase } from '../../domain/patient/changeCase.ts';
import type { CaseReference, PatientEvent } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { Handled } from '../../eventstore/command.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { patientStream, type CaseServices } from './caseServices.ts';
import { commandContextOf } from './commandContext.ts';
import { getCaseToChange } from './findCases.ts';
import { readChanges } from './readChanges.ts';
import { namingPlaces } from './refusedPaths.ts';
import { placesAsSent } from './sentBody.ts';
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
  const sent = { caseType: reference.caseType, body, block };
  const changes = await readChanges(sent, services);
  let events: readonly PatientEvent[] = [];
  const command = {
    stream: patientStream(patientId),
    decide: (state: PatientState) => (events = changeCase({ reference, changes }, state)),
    context: commandContextOf(exchange),
    ifRevisions: exchange.ifMatch,
  };
  const handled = await namingPlaces(
    () => placesAsSent(sent, services.zone),
    () => services.commands.handle(command),
  );
  services.onUnknownFields(unknownFieldsIn(events));
  return handled;
};
