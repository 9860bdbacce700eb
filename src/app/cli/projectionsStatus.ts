import type { ProjectionStatus, ReadModelStatus } from '../../projections/progressStatus.ts';

const HEADINGS = ['read model', 'version', 'zone', 'state', 'lag (events)', 'lag (s)', 'position', 'rebuild'] as const;

const shown = (value: number | string | undefined): string => (value === undefined ? '-' : String(value));

const versionOf = ({ version, liveVersion }: ReadModelStatus): string =>
  liveVersion === undefined || liveVersion === version ? `${version}` : `${liveVersion} -> ${version}`;

const zoneOf = ({ zone, liveZone }: ReadModelStatus): string =>
  liveZone === undefined || liveZone === zone ? zone : `${liveZone} -> ${zone}`;

const buildOf = ({ build }: ReadModelStatus): string =>
  build ? `version ${build.version}, ${build.events} events, ${build.running ? 'running' : 'cut off'}` : '-';

const cellsOf = (readModel: ReadModelStatus): readonly string[] => [
  readModel.name,
  versionOf(readModel),
  zoneOf(readModel),
  readModel.state,
  shown(readModel.lag.events),
  shown(readModel.lag.seconds),
  shown(readModel.position),
  buildOf(readModel),
];

/** One line a read model under a line of headings, then whether anybody keeps them, and what keeps them from going on. */
export const statusLines = ({ runnerActive, readModels, problem }: ProjectionStatus): readonly string[] => {
  const rows = [HEADINGS, ...readModels.map(cellsOf)];
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, runnerActive ? 'a runner is active' : 'no runner is active', ...(problem ? [problem] : [])];
};
