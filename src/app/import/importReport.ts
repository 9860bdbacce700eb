import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { Tallied } from './tally.ts';

/** The closing report of an import; `rows` are those of the file without its heading. */
export interface ImportReport extends Tallied {
  readonly file: string;
  readonly caseType: CaseTypeName;
  readonly isDryRun: boolean;
  readonly ending: 'complete' | 'stopped' | 'failed';
  readonly error?: unknown;
  readonly seconds: number;
  readonly rows: number;
  readonly logCases: number;
  /** Rows whose fate is open because the import ended before them. */
  readonly notReached: number;
}

const REASONS: Readonly<Record<Tallied['notImported'][number]['reason'], string>> = {
  no_case_key: 'no case key',
  wrong_columns: 'more or fewer cells than the heading',
  no_activity: 'no activity',
  activity_not_mapped: 'activity not mapped',
  time_unreadable: 'time not readable',
  case_never_opened: 'no step opens the case',
  opening_unreadable: 'a row of the case that may open a visit is not readable',
  later_occurrence: 'later occurrence of a first-only step',
  same_row: 'the same row again',
  replaced_by_later: 'replaced by a later step of the visit',
  already_imported: 'already imported',
  already_set: 'the record has, or had, a value there',
  refused: 'refused',
};

const GROUPED = new Intl.NumberFormat('en');
const figure = (value: number): string => GROUPED.format(value);

/** Lines whose first column is padded left and whose second is padded right. */
const table = (rows: readonly (readonly [figure: string, what: string, more: string])[]): readonly string[] => {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  const middle = Math.max(0, ...rows.map(([, second]) => second.length));
  return rows.map(([first, second, more]) =>
    `  ${first.padStart(width)}  ${second.padEnd(more === '' ? 0 : middle)}  ${more}`.trimEnd(),
  );
};

/** A line a path, with the activities behind it. */
const recordedLines = ({ recorded }: ImportReport): readonly string[] =>
  table(
    [...new Set(recorded.map(({ path }) => path))].map((path) => {
      const behind = recorded.filter((each) => each.path === path);
      const total = behind.reduce((sum, { milestones }) => sum + milestones, 0);
      return [figure(total), path, behind.map((each) => `${each.activity} ${figure(each.milestones)}`).join(', ')];
    }),
  );

const linesShown = (lines: readonly number[], rows: number): string =>
  `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${rows > lines.length ? ', …' : ''}`;

const whyNot = ({ reason, detail, example }: Tallied['notImported'][number]): string => {
  const why = detail === '' ? REASONS[reason] : `${REASONS[reason]}: ${detail}`;
  return example === undefined ? why : `${why}, such as ${JSON.stringify(example)}`;
};

const notImportedLines = ({ notImported }: ImportReport): readonly string[] =>
  table(notImported.map((each) => [figure(each.rows), whyNot(each), linesShown(each.lines, each.rows)]));

const perSecond = ({ milestones, seconds }: ImportReport): string =>
  `${figure(Math.round(milestones / Math.max(seconds, 0.001)))} milestones/s`;

/** The report as people read it. */
export const reportLines = (report: ImportReport): readonly string[] => {
  const { rows, logCases, casesOpened, milestones, seconds, notReached, isDryRun, notImported } = report;
  const left = notImported.reduce((sum, each) => sum + each.rows, 0);
  return [
    ...(isDryRun ? ['Nothing was written: this is what an import would do.'] : []),
    `${figure(rows)} rows read, of ${figure(logCases)} cases of the log`,
    `${figure(casesOpened)} cases opened`,
    `${figure(milestones)} milestones recorded in ${seconds.toFixed(1)} s, ${perSecond(report)}`,
    ...recordedLines(report),
    `${figure(left)} rows not imported`,
    ...notImportedLines(report),
    ...(notReached > 0 ? [`${figure(notReached)} rows not reached`] : []),
  ];
};

/** The report as programs read it; the error's text stands for the error. */
export const reportJson = ({ error, ...report }: ImportReport): string => {
  const text = error instanceof Error ? error.message : error;
  return `${JSON.stringify({ ...report, ...(error !== undefined && { error: text }) }, null, 2)}\n`;
};
