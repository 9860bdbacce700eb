import { randomUUID } from 'node:crypto';
import { SingleBar } from 'cli-progress';
import { NO_CHANGES, type RegisterCase } from '../../../src/domain/patient/commands.ts';
import { registerCase } from '../../../src/domain/patient/registerCase.ts';
import type { Values } from '../../../src/domain/patient/events.ts';
import { initialState } from '../../../src/domain/patient/state.ts';
import { encode } from '../../../src/eventstore/encode.ts';
import { NO_STREAM, type EventStore } from '../../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { seededRandom, type SeededRandom } from '../../fill/seededRandom.ts';

const IN_FLIGHT = 256;
const MINUTE_MS = 60_000;
const MINUTES = 60 * 24 * 350;
const FIRST_DAY = Date.UTC(2025, 11, 1);

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const given = (path: string, value: string | undefined): Values => (value === undefined ? {} : { [path]: value });

/** The peer's own distribution: the same values, as often, over the same 350 days. */
const caseOf = (id: number, { pick, below }: SeededRandom): RegisterCase => {
  const onset = FIRST_DAY + below(MINUTES) * MINUTE_MS;
  const arrived = onset + 30 * MINUTE_MS;
  const treatment = pick([429, 430, undefined]);
  return {
    patientId: id,
    caseType: 'apoplexy',
    caseId: id,
    createdTime: instant(onset),
    changes: {
      ...NO_CHANGES,
      values: {
        'patient.name': `p${id % 5000}`,
        'patient.wristlet': String(id),
        'patient.pat_med_card': `c${id}`,
        'patient.illness_grade': pick(['1', '2', '3', '4']) ?? '4',
        ...given('patient.gender', pick(['1', '2', undefined])),
        ...given('patient.come_from', pick(['1', '2', '3', '4'])),
        ...(treatment !== undefined && { treatment_type: [treatment] }),
        'patient.disease_time': instant(onset),
        'assist_examination.hospital_arrive_time': instant(arrived),
        'thrombolysis.medication_time': instant(arrived + (20 + below(100)) * MINUTE_MS),
      },
    },
  };
};

const appendCase = async (store: EventStore, registered: RegisterCase): Promise<void> => {
  const stream = `patient-${registered.patientId}`;
  const facts = registerCase(registered, initialState());
  const origin = { user: 'bench', client: 'cli', correlationId: randomUUID(), causationId: randomUUID() } as const;
  const { events } = encode(facts, { stream, tail: { revision: NO_STREAM }, origin, now: new Date() });
  await store.append(stream, events, NO_STREAM);
};

/** Fills an empty log with apoplexy cases 1…N, their wristlets 1…N, through the domain's own decisions. */
export const fill = async (url: string, cases: number): Promise<void> => {
  const store = await createPostgresEventStore({ url });
  await store.migrate();
  const random = seededRandom(1);
  const bar = new SingleBar({ format: 'fill [{bar}] {value}/{total} cases | {eta_formatted} left', noTTYOutput: true });
  bar.start(cases, 0);
  let next = 1;
  const work = async (): Promise<void> => {
    while (next <= cases) {
      await appendCase(store, caseOf(next++, random));
      bar.increment();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  bar.stop();
  await store.close();
};
