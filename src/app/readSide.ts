import type { Container } from 'inversify';
import type { PatientState } from '../domain/patient/state.ts';
import type { DecidedStates } from '../eventstore/decidedStates.ts';
import { createProgress, type Progress } from '../projections/progressListener.ts';
import { READ_MODELS } from '../projections/readModels.ts';
import { startRunner } from '../projections/runner.ts';
import { createBuildNews } from './buildNews.ts';
import { Identifiers } from './identifiers.ts';
import { measureLag } from './metrics/measureLag.ts';

/** Hears how far the read models have come, whichever process keeps them. */
export const openProgress = (container: Container): Progress => {
  const progress = createProgress({
    database: container.get(Identifiers.databases).databaseUrl,
    store: container.get(Identifiers.eventStore),
    readModels: READ_MODELS,
    zone: container.get(Identifiers.config).zone,
    log: container.get(Identifiers.logger),
  });
  container.get(Identifiers.lifecycle).onStop('progress of the read models', () => progress.close());
  measureLag(() => progress.lag(), container.get(Identifiers.metrics));
  return progress;
};

/** Keeps the read models in this process, or stands by to; a stop commits the running batch first. */
export const keepReadModels = (
  container: Container,
  { progress, decided }: { readonly progress: Progress; readonly decided: DecidedStates<PatientState> | undefined },
): void => {
  const { zone } = container.get(Identifiers.config);
  const runner = startRunner({
    database: container.get(Identifiers.databases).databaseUrl,
    store: container.get(Identifiers.eventStore),
    readModels: READ_MODELS,
    zone,
    log: container.get(Identifiers.logger),
    progress,
    builds: createBuildNews(container.get(Identifiers.console).tell),
    ...(decided && { recall: (event) => decided.take(event) }),
  });
  container.get(Identifiers.lifecycle).onStop('read models', () => runner.stop());
};
