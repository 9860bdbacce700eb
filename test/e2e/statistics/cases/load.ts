import { randomUUID } from 'node:crypto';
import { registerThroughBody } from '../../../../src/api/cases/registerThroughBody.ts';
import { createCommands } from '../../../../src/app/commands.ts';
import { soundBody } from '../../../../src/app/import/soundBody.ts';
import { createSequences } from '../../../../src/app/sequences.ts';
import { ZONE, type CaseApi } from '../../../support/caseApi.ts';
import type { NewCase } from './generate.ts';

const TOGETHER = 250;

/** The oracle reads the rows of ECGs as answers name them; they are written under another name (E-GEN-19). */
const asWritten = ({ pre_ecg: pre, inside_ecg: inside, ...body }: NewCase['body']): NewCase['body'] => ({
  ...body,
  ...(pre !== undefined && { pre_ecg_in: pre }),
  ...(inside !== undefined && { inside_ecg_in: inside }),
});

/** Clients cannot say when a case was created, so these are registered as an import does it: by the same handler (D-40). */
export const loadCases = async (api: CaseApi, cases: readonly NewCase[]): Promise<void> => {
  const services = { zone: ZONE, pictures: api.pictures, commands: createCommands(api.store).patients };
  const { nextIds } = createSequences(api.pool);
  const register = async ({ type, createdTime, body }: NewCase, ids: readonly number[]): Promise<void> => {
    const commandId = randomUUID();
    const [patientId = 0, caseId = 0] = ids;
    const registration = {
      caseType: type,
      body: soundBody(type, asWritten(body), 'refuse'),
      patientId,
      caseId,
      createdTime: new Date(`${createdTime.replace(' ', 'T')}+08:00`).toISOString(),
      context: { commandId, correlationId: commandId, actor: { user: 'archivist', client: 'import' } },
    } as const;
    await registerThroughBody(registration, services);
  };
  for (let first = 0; first < cases.length; first += TOGETHER) {
    const some = cases.slice(first, first + TOGETHER);
    const ids = await nextIds(some.flatMap(({ type }) => ['patient', `case_${type}`] as const));
    await Promise.all(some.map((each, index) => register(each, ids.slice(2 * index, 2 * index + 2))));
  }
  const isShown = await api.progress.waitFor(await api.store.end(), 120_000);
  if (!isShown) throw new Error('the read models did not come up to the cases that were loaded');
};
