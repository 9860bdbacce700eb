import { historyLine, type HistoryLine } from '../../domain/catalogue/derive/historyLine.ts';
import { ARCHIVE_CODES } from '../../domain/patient/archive.ts';
import type { EcgList, EcgRow, PatientEvent, PatientEvents, PatientEventType } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';

interface Context {
  readonly before: PatientState;
  readonly after: PatientState;
  readonly zone: string;
}

const lineOf = (path: string, { before, after, zone }: Context): HistoryLine =>
  historyLine({ path, old: before.values[path] ?? null, new: after.values[path] ?? null }, zone);

const unknownLine = (path: string, { before, after, zone }: Context): HistoryLine =>
  historyLine({ path, old: before.unknown[path] ?? null, new: after.unknown[path] ?? null }, zone);

const ECG_FIELDS = ['imgs', 'ecg_fetch_time', 'ecg_diagnosis_time'] as const;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One line for each field in which a row of the list differs; a row that comes or goes is told by its pictures at least. */
const ecgLines = (list: EcgList, id: number, { before, after, zone }: Context): readonly HistoryLine[] => {
  const find = (state: PatientState): EcgRow | undefined => state.ecg[list].find((row) => row.id === id);
  const [row, now] = [find(before), find(after)];
  return ECG_FIELDS.map((field) => ({
    path: `${list}[${id}].${field}`,
    old: row?.[field] ?? null,
    new: now?.[field] ?? null,
  }))
    .filter((line) => !isSame(line.old, line.new))
    .map((line) => historyLine(line, zone));
};

const archiveLine = ({ before, after, zone }: Context): HistoryLine => {
  const [old, now] = [ARCHIVE_CODES[before.archive], ARCHIVE_CODES[after.archive]];
  return historyLine({ path: 'patient.arch_status', old, new: now }, zone);
};

const reasonLine = (reason: string, { zone }: Context): HistoryLine => ({
  ...historyLine({ path: 'reason', old: null, new: reason }, zone),
  label: '原因',
});

const archiveLines = ({ reason }: { readonly reason?: string }, context: Context): readonly HistoryLine[] => [
  archiveLine(context),
  ...(reason === undefined ? [] : [reasonLine(reason, context)]),
];

const gone = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(before).filter((path) => !(path in after));

const droppedLines = (context: Context): readonly HistoryLine[] => [
  ...gone(context.before.values, context.after.values).map((path) => lineOf(path, context)),
  ...gone(context.before.unknown, context.after.unknown).map((path) => unknownLine(path, context)),
];

/** What stood where somebody tried to write. */
const refusedLine = (path: string, context: Context): HistoryLine =>
  path in context.before.unknown ? unknownLine(path, context) : lineOf(path, context);

type Lines<Type extends PatientEventType> = (data: PatientEvents[Type], context: Context) => readonly HistoryLine[];

const LINES: { readonly [Type in PatientEventType]: Lines<Type> } = {
  CaseRegistered: () => [],
  MilestoneRecorded: ({ path }, context) => [lineOf(path, context)],
  MilestoneCleared: ({ path }, context) => [lineOf(path, context)],
  FieldsRecorded: ({ values }, context) => Object.keys(values).map((path) => lineOf(path, context)),
  UnknownFieldsRecorded: ({ values }, context) => Object.keys(values).map((path) => unknownLine(path, context)),
  EcgAdded: ({ list, row }, context) => ecgLines(list, row.id, context),
  EcgChanged: ({ list, row }, context) => ecgLines(list, row.id, context),
  EcgRemoved: ({ list, id }, context) => ecgLines(list, id, context),
  ArchiveRequested: archiveLines,
  ArchiveWithdrawn: archiveLines,
  ArchiveAccepted: archiveLines,
  ArchiveRefused: archiveLines,
  ChangeRefused: ({ paths }, context) => paths.map((path) => refusedLine(path, context)),
  // What the new type has no field for ends here and is not carried (D-09), so the record says what stood there.
  CaseSwitched: (_, context) => droppedLines(context),
  CaseDeleted: () => [],
  CaseRestored: () => [],
};

/** What one event changed, field by field; nothing for an event of a newer release. */
export const changeLines = <Type extends PatientEventType>(
  event: PatientEvent<Type>,
  context: Context,
): readonly HistoryLine[] => {
  const lines: Lines<Type> | undefined = LINES[event.type];
  return lines ? lines(event.data, context) : [];
};
