import { pino } from 'pino';
import { openSequences } from '../../../src/app/database/openSequences.ts';
import { createLifecycle } from '../../../src/app/lifecycle.ts';
import type { Sequences } from '../../../src/app/sequences.ts';
import type { CaseReference } from '../../../src/domain/patient/events.ts';
import { registerCase } from '../../../src/domain/patient/registerCase.ts';
import { switchCase } from '../../../src/domain/patient/switchCase.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { context, patientCommands } from '../../support/commands.ts';
import { changes, NOON } from '../../support/given.ts';
import { startRecord, type TestRecord } from '../../support/record.ts';
import { untilShown } from '../../support/untilShown.ts';

const logger = pino({ level: 'silent' });

let record: TestRecord;
let lifecycle: ReturnType<typeof createLifecycle>;
let numbers: Sequences;

const decided = async (patientId: number, decide: (state: PatientState) => ReturnType<typeof registerCase>) =>
  void (await patientCommands(record.store).handle({ stream: `patient-${patientId}`, decide, context: context() }));

const register = (patientId: number, reference: CaseReference): Promise<void> =>
  decided(patientId, (state) =>
    registerCase({ patientId, ...reference, createdTime: NOON, changes: changes({}) }, state),
  );

const open = (): Sequences => openSequences({ url: record.database.url, store: record.store, logger, lifecycle });

beforeEach(async () => {
  record = await startRecord();
  lifecycle = createLifecycle(logger);
  numbers = open();
});

afterEach(async () => {
  await lifecycle.stop();
  await record.close();
});

/** What a database that comes back older does: its sequences stand where they stood, and nobody's connection lives on. */
const comeBackOlder = async (): Promise<void> => {
  for (const name of ['patient_id', 'case_basic_id', 'case_trauma_id'])
    await record.pool.query(`select setval('greenlane.${name}', 1)`);
  await record.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'greenlane numbers' and datname = current_database()`,
  );
};

const untilGiven = async (names: Parameters<Sequences['nextIds']>[0]): Promise<readonly number[]> => {
  for (;;) {
    const given = await numbers.nextIds(names).catch(() => undefined);
    if (given) return given;
  }
};

describe('numbers (D-35)', () => {
  it('lie above those of the log, of visits that were registered and of cases that were switched', async () => {
    await register(7, { caseType: 'basic', caseId: 9 });
    await decided(7, (state) =>
      switchCase({ from: { caseType: 'basic', caseId: 9 }, to: { caseType: 'trauma', caseId: 4 } }, state),
    );
    expect(await numbers.nextIds(['patient', 'case_basic', 'case_trauma', 'case_gib'])).toEqual([8, 10, 5, 1]);
  });

  it('count what the read models know as well as what they do not know yet', async () => {
    await register(5, { caseType: 'basic', caseId: 6 });
    await untilShown(record, 10_000);
    await register(8, { caseType: 'trauma', caseId: 3 });
    expect(await numbers.nextIds(['patient', 'case_basic', 'case_trauma'])).toEqual([9, 7, 4]);
  });

  it('are not given again when the database comes back older under a running server', async () => {
    expect(await numbers.nextIds(['patient', 'case_basic', 'case_trauma'])).toEqual([1, 1, 1]);
    await register(20, { caseType: 'basic', caseId: 30 });
    await untilShown(record, 10_000);
    await register(21, { caseType: 'trauma', caseId: 40 });
    await comeBackOlder();
    expect(await untilGiven(['patient', 'case_basic', 'case_trauma'])).toEqual([22, 31, 41]);
  });

  it.each(['drop schema read_model cascade', 'drop table read_model.cases', 'drop table read_model.patient_states'])(
    'lie above those of the log also where the read models lost their tables: %s',
    async (lost) => {
      await register(5, { caseType: 'basic', caseId: 6 });
      await untilShown(record, 10_000);
      await record.pool.query(lost);
      expect(await numbers.nextIds(['patient', 'case_basic'])).toEqual([6, 7]);
    },
  );

  it('are told apart when many are asked for at once on a connection that is just opened', async () => {
    await register(3, { caseType: 'basic', caseId: 3 });
    const given = await Promise.all(Array.from({ length: 50 }, () => numbers.nextIds(['patient'])));
    expect(given.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 4));
  });
});
