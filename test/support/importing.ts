import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCommands } from '../../src/app/commands.ts';
import { importLog, type ImportOptions } from '../../src/app/import/importLog.ts';
import type { ImportReport } from '../../src/app/import/importReport.ts';
import type { ImportServices } from '../../src/app/import/importWorld.ts';
import { createSequences } from '../../src/app/sequences.ts';
import type { LogMap } from '../../src/integrations/eventLog/logMap.ts';
import { readLogMap } from '../../src/integrations/eventLog/readLogMap.ts';
import { ZONE, type CaseApi } from './caseApi.ts';
import { untilShown } from './untilShown.ts';

const DATA = join(process.cwd(), '../shared/data');

export const SEPSIS = join(DATA, 'sepsis.csv');
export const SEPSIS_MAP = join(DATA, 'sepsis.map.json');

/** The real log lies beside the repository, not in it. */
export const findSepsis = (): Promise<boolean> =>
  access(SEPSIS).then(
    () => true,
    () => false,
  );

export const readMapFile = async (path: string): Promise<LogMap> => readLogMap(await readFile(path, 'utf8'), ZONE);

/** A map of the sepsis log's kind, for small logs that a test writes itself. */
export const SMALL_MAP = {
  caseType: 'basic',
  caseKey: 'case',
  activity: 'step',
  time: 'time',
  timeFormat: 'yyyy-MM-dd HH:mm:ss',
  patient: { pat_med_card: 'case', name: 'case', age: 'age' },
  activities: {
    Registration: { opens: 'case', path: 'assist_examination.register_time' },
    Return: { opens: 'case', path: 'assist_examination.register_time' },
    Triage: { path: 'assist_examination.triage_time', take: 'first' },
    Admission: { path: 'assist_examination.into_hospital_time', take: 'first' },
    Release: { path: 'patient.leave_hospital.leave_hos_time' },
  },
} as const;

export const smallMap = (some: object = {}): LogMap => readLogMap(JSON.stringify({ ...SMALL_MAP, ...some }), ZONE);

/** A row of a small log: `A Triage 2024-05-01 08:00:00 77`. */
export type SmallRow = readonly [caseKey: string, step: string, time: string, age?: string];

export const smallCsv = (rows: readonly SmallRow[]): string =>
  ['case,step,time,age', ...rows.map(([...cells]) => [...cells, ...Array(4 - cells.length).fill('')].join(','))].join(
    '\n',
  );

/** A folder for logs that goes away. */
export const createLogFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenlane-import-'));
  let files = 0;
  return {
    path: folder,
    write: async (content: string | Uint8Array): Promise<string> => {
      const path = join(folder, `log${(files += 1)}.csv`);
      await writeFile(path, content);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

export type LogFolder = Awaited<ReturnType<typeof createLogFolder>>;

const SILENT = { begin: () => undefined, reach: () => undefined, end: () => undefined };

export interface Importing extends Partial<Omit<ImportOptions, 'file'>> {
  readonly instead?: Partial<ImportServices>;
}

/** Imports into the database of a running API, as the command does. */
export const importInto = async (
  api: CaseApi,
  { file, map, instead, ...options }: Importing & Pick<ImportOptions, 'file' | 'map'>,
): Promise<ImportReport> => {
  const services: ImportServices = {
    commands: createCommands(api.store).patients,
    nextIds: createSequences(api.pool).nextIds,
    pictures: api.pictures,
    zone: ZONE,
    unknownFields: 'refuse',
    db: api.pool,
    store: api.store,
    ...instead,
  };
  const actor = { user: 'archivist', client: 'import', osUser: 'tester' } as const;
  const world = { services, actor, caseType: map.caseType };
  const defaults = { world, progress: SILENT, signal: new AbortController().signal, isDryRun: false };
  const report = await importLog({ ...defaults, ...options, file, map });
  await untilShown(api, 30_000);
  return report;
};

/** Rows not imported, by reason. */
export const leftOut = ({ notImported }: ImportReport): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { reason, rows } of notImported) sums[reason] = (sums[reason] ?? 0) + rows;
  return sums;
};
