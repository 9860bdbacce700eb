import type { Container } from 'inversify';
import type { CaseServices } from '../api/cases/caseServices.ts';
import { unknownFieldsCounter } from '../api/cases/unknownFields.ts';
import { createPictures } from '../api/files/pictures.ts';
import { createPipelinedReads } from '../projections/pipelinedReads.ts';
import type { ProjectionProgress } from '../projections/progress.ts';
import type { ReadDatabase } from '../projections/readDatabase.ts';
import type { Commands } from './commands.ts';
import { Identifiers } from './identifiers.ts';

/** For the statements that are asked most. */
export const openReads = (container: Container): ReadDatabase => {
  const { databaseUrl } = container.get(Identifiers.databases);
  const reads = createPipelinedReads(databaseUrl, container.get(Identifiers.pool));
  container.get(Identifiers.lifecycle).onStop('pipelined reads', () => reads.close());
  return reads;
};

/** How cases are changed, when a change is shown, and where it is read. */
export interface Entering {
  readonly commands: Commands;
  readonly progress: ProjectionProgress;
  readonly reads: ReadDatabase;
}

/** What cases are entered and read through, for HTTP and for commands from a shell alike. */
export const createCaseServices = (container: Container, { commands, progress, reads }: Entering): CaseServices => {
  const { zone, unknownFields } = container.get(Identifiers.config);
  const pool = container.get(Identifiers.pool);
  const sequences = container.get(Identifiers.sequences);
  return {
    commands: commands.patients,
    db: reads,
    progress,
    nextIds: (names) => sequences.nextIds(names),
    pictures: createPictures(pool),
    now: () => new Date(),
    zone,
    unknownFields,
    onUnknownFields: unknownFieldsCounter(container.get(Identifiers.metrics)),
  };
};
