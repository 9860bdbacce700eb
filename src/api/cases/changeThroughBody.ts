import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import { changeCase } from '../../domain/patient/changeCase.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { Handled } from '../../eventstore/commandHandler.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { patientStream, type CaseServices } from './caseServices.ts';
import { commandContextOf } from './commandContext.ts';
import { getShownCase } from './findCases.ts';
import { readChanges } from './readChanges.ts';

/** Records what a body says about a case (D-02). @throws Problem, Rejection, RevisionMismatch */
export const changeThroughBody = async (
  { reference, body }: { readonly reference: CaseReference; readonly body: Body },
  exchange: Exchange,
  services: CaseServices,
): Promise<Handled<PatientState>> => {
  const { patientId } = await getShownCase(services.db, reference);
  const changes = await readChanges(reference.caseType, body, services);
  return services.commands.handle({
    stream: patientStream(patientId),
    decide: (state) => changeCase({ reference, changes }, state),
    context: commandContextOf(exchange),
    ...(exchange.ifMatch !== undefined && { ifRevision: exchange.ifMatch }),
  });
};
