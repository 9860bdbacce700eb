import { readFile } from 'node:fs/promises';
import { LogUnreadable } from '../../integrations/eventLog/logRow.ts';
import type { LogMap } from '../../integrations/eventLog/logMap.ts';
import { MapMistakes, readLogMap } from '../../integrations/eventLog/readLogMap.ts';
import { READ_MODELS } from '../../projections/readModels.ts';
import { createPictures } from '../../api/files/pictures.ts';
import { createCommands } from '../commands.ts';
import { readConfig } from '../config/config.ts';
import { Identifiers } from '../identifiers.ts';
import { importLog } from '../import/importLog.ts';
import { reportJson, reportLines, type ImportReport } from '../import/importReport.ts';
import type { ImportServices } from '../import/importWorld.ts';
import { showProgress } from '../import/progress.ts';
import { untilShown } from '../import/untilShown.ts';
import { refuseOtherLog } from '../otherLog.ts';
import { refuseOtherZone } from '../otherZone.ts';
import { CommandFailed, type Frame } from './frame.ts';
import { requireWritable, writeOutput } from './outputFile.ts';
import { withSystem, type CommandSystem } from './withSystem.ts';

export interface ImportFlags {
  readonly map: string;
  readonly as?: string;
  readonly dryRun?: true;
  readonly report?: string;
}

interface Asked extends ImportFlags {
  readonly frame: Frame;
  readonly file: string;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const readMap = async ({ map: path, frame }: Asked): Promise<LogMap> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandFailed(`${path} cannot be read: ${messageOf(error)}`);
  });
  try {
    return readLogMap(text, readConfig(frame.env).zone);
  } catch (error) {
    if (!(error instanceof MapMistakes)) throw error;
    const lines = error.mistakes.map(({ key, problem }) => `  ${key}: ${problem}`);
    throw new CommandFailed([`${path} cannot be used as a map:`, ...lines].join('\n'));
  }
};

const servicesOf = ({ container }: CommandSystem): ImportServices => {
  const { zone, unknownFields } = container.get(Identifiers.config);
  const pool = container.get(Identifiers.pool);
  const store = container.get(Identifiers.eventStore);
  const sequences = container.get(Identifiers.sequences);
  return {
    commands: createCommands(store).patients,
    nextIds: (names) => sequences.nextIds(names),
    pictures: createPictures(pool),
    zone,
    unknownFields,
    db: pool,
    store,
  };
};

const untilAllShown = ({ container, signal }: CommandSystem): Promise<string> =>
  untilShown(
    {
      database: container.get(Identifiers.databases).databaseUrl,
      store: container.get(Identifiers.eventStore),
      readModels: READ_MODELS,
      zone: container.get(Identifiers.config).zone,
    },
    signal,
  ).catch((error: unknown) => `Whether lists and counts show it is not known: ${messageOf(error)}`);

interface Imported {
  readonly report: ImportReport;
  /** Whether lists and counts show it, as a sentence. */
  readonly shown: string | undefined;
}

const runImport = (asked: Asked, map: LogMap): Promise<Imported> => {
  const { frame, file, as, dryRun = false } = asked;
  const progress = showProgress({ stream: frame.process.stderr, tell: frame.console.tell });
  return withSystem({ frame, client: 'import', as }, async (system) => {
    await refuseOtherZone(system.container);
    await refuseOtherLog(system.container);
    const world = { services: servicesOf(system), actor: system.actor, caseType: map.caseType };
    const report = await importLog({ file, map, world, progress, signal: system.signal, isDryRun: dryRun });
    const isWhole = report.ending === 'complete' && !dryRun;
    return { report, shown: isWhole ? await untilAllShown(system) : undefined };
  });
};

const CONTINUE = 'Run the same command again to continue; nothing is imported twice.';

const requireComplete = ({ ending, error }: ImportReport): void => {
  if (ending === 'stopped') throw new CommandFailed(`Stopped before the end of the log. ${CONTINUE}`);
  if (ending === 'failed') throw new CommandFailed(`The import broke off: ${messageOf(error)}\n${CONTINUE}`);
};

/** Imports a log, says how it went and writes the report that was asked for. @throws CommandFailed */
export const importCommand = async (asked: Asked): Promise<void> => {
  if (asked.report !== undefined) await requireWritable(asked.report);
  const map = await readMap(asked);
  const { report, shown } = await runImport(asked, map).catch((error: unknown) => {
    throw error instanceof LogUnreadable ? new CommandFailed(error.message) : error;
  });
  reportLines(report).forEach(asked.frame.console.tell);
  if (shown !== undefined) asked.frame.console.tell(shown);
  if (asked.report !== undefined) await writeOutput(asked.report, reportJson(report));
  requireComplete(report);
};
