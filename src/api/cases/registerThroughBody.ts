import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import type { PatientEvent } from '../../domain/patient/events.ts';
import { registerCase } from '../../domain/patient/registerCase.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { CommandContext, Handled } from '../../eventstore/command.ts';
import { patientStream, type CaseServices } from './caseServices.ts';
import { readChanges } from './readChanges.ts';
import { unknownFieldsIn } from './unknownFields.ts';

export interface Registration {
  readonly caseType: CaseTypeName;
  /** Checked against the type's request schema. */
  readonly body: Body;
  readonly patientId: number;
  readonly caseId: number;
  /** ISO instant (D-30). */
  readonly createdTime: string;
  readonly context: CommandContext;
}

type Services = Pick<CaseServices, 'zone' | 'pictures' | 'commands'> & Partial<Pick<CaseServices, 'onUnknownFields'>>;

/** Registers a visit with its case, for a POST and for an imported log alike (D-40). @throws Problem, Rejection */
export const registerThroughBody = async (
  { caseType, body, patientId, caseId, createdTime, context }: Registration,
  services: Services,
): Promise<Handled<PatientState>> => {
  const changes = await readChanges({ caseType, body }, services);
  let events: readonly PatientEvent[] = [];
  const handled = await services.commands.handle({
    stream: patientStream(patientId),
    decide: (state) => (events = registerCase({ patientId, caseType, caseId, createdTime, changes }, state)),
    context,
  });
  services.onUnknownFields?.(unknownFieldsIn(events));
  return handled;
};
