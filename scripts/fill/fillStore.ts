import type { SequenceName } from '../../src/api/cases/caseServices.ts';
import { createLanes } from '../../src/app/import/lanes.ts';
import type { ImportProgress } from '../../src/app/import/progress.ts';
import { patientStream } from '../../src/api/cases/caseServices.ts';
import { NO_STREAM, type EventStore } from '../../src/eventstore/port.ts';
import type { DraftCase } from './draftCase.ts';
import { recordCase } from './recordCase.ts';

export interface FillOptions {
  readonly store: EventStore;
  /** One new number for each name. */
  readonly nextIds: (names: readonly SequenceName[]) => Promise<readonly number[]>;
  readonly drafts: Iterable<DraftCase>;
  readonly cases: number;
  readonly progress: ImportProgress;
  /** Aborted: what is in flight is finished, nothing more is begun. */
  readonly signal: AbortSignal;
}

export interface Filled {
  readonly cases: number;
  readonly events: number;
  readonly seconds: number;
}

/** As many as the store commits together; while they are on their way the next are made. */
const BATCH = 128;
const BATCHES_IN_FLIGHT = 4;

function* batchesOf(drafts: Iterable<DraftCase>): Generator<readonly DraftCase[]> {
  let batch: DraftCase[] = [];
  for (const draft of drafts) {
    batch.push(draft);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface NumberedDraft {
  readonly draft: DraftCase;
  readonly patientId: number;
  readonly caseIds: readonly number[];
}

const numbered = (batch: readonly DraftCase[], ids: readonly number[]): readonly NumberedDraft[] => {
  let next = 0;
  return batch.map((draft) => {
    const [patientId = 0, ...caseIds] = ids.slice(next, next + 1 + draft.types.length);
    next += 1 + draft.types.length;
    return { draft, patientId, caseIds };
  });
};

const namesOf = ({ types }: DraftCase): readonly SequenceName[] => [
  'patient',
  ...types.map((type): SequenceName => `case_${type}`),
];

/** Registers the visits in their order; each is one append, many appends are one commit. @throws WrongExpectedRevision */
export const fillStore = async (options: FillOptions): Promise<Filled> => {
  const { store, nextIds, drafts, cases, progress, signal } = options;
  const lanes = createLanes(BATCHES_IN_FLIGHT);
  const start = performance.now();
  const done = { cases: 0, events: 0 };
  const append = async ({ draft, patientId, caseIds }: NumberedDraft): Promise<void> => {
    const { stream, events } = recordCase(patientStream(patientId), draft.commands(patientId, caseIds), new Date());
    await store.append(stream, events, NO_STREAM);
    done.cases += 1;
    done.events += events.length;
  };
  progress.begin('filling', { total: cases, unit: 'cases' });
  try {
    for (const batch of batchesOf(drafts)) {
      if (signal.aborted) break;
      const ids = await nextIds(batch.flatMap(namesOf));
      await lanes.add(async () => {
        await Promise.all(numbered(batch, ids).map(append));
        progress.reach(done.cases);
      });
    }
    await lanes.drain();
  } finally {
    progress.end();
  }
  return { ...done, seconds: (performance.now() - start) / 1000 };
};
