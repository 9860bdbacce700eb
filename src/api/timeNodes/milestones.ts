import { fieldsOf } from '../../domain/catalogue/catalogue.ts';
import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { ECG_LISTS } from '../../domain/catalogue/ecgLists.ts';
import type { Field } from '../../domain/catalogue/fields.ts';
import type { CaseFacts } from '../../domain/catalogue/intervals/facts.ts';
import type { EcgRow } from '../../domain/patient/events.ts';
import { formatInstant } from '../../domain/shared/times.ts';

interface Milestone {
  readonly field: string;
  readonly label: string;
  /** ISO instant; undefined while it is not set. */
  readonly at: string | undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const timeIn = (row: EcgRow, name: string): string | undefined => textOf(new Map(Object.entries(row)).get(name));

/** A time of each row of a list, named as the operation record names it; of an empty list it is open. */
const ofRows = ({ path, label, name }: Field, list: string, rows: readonly EcgRow[]): Milestone[] =>
  rows.length === 0
    ? [{ field: path, label, at: undefined }]
    : rows.map((row) => ({ field: path.replace(`${list}[]`, `${list}[${row.id}]`), label, at: timeIn(row, name) }));

const ofField = (field: Field, { values, ecg }: CaseFacts): Milestone[] => {
  const list = ECG_LISTS.find((each) => field.path.startsWith(`${each}[]`));
  if (list) return ofRows(field, list, ecg[list]);
  return [{ field: field.path, label: field.label, at: textOf(values[field.path]) }];
};

/** The milestones of a type in the order they happened, those not yet set after them in catalogue order (D-04, D-26). */
export const milestonesOf = (caseType: CaseTypeName, facts: CaseFacts) => {
  const all = fieldsOf(caseType)
    .filter(({ milestone }) => milestone)
    .flatMap((field) => ofField(field, facts));
  const set = all.flatMap(({ at, ...each }) => (at === undefined ? [] : [{ ...each, at }]));
  return [
    ...set
      .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
      .map(({ at, ...each }) => ({ ...each, time: formatInstant(at, facts.zone) })),
    ...all.filter(({ at }) => at === undefined).map(({ field, label }) => ({ field, label, time: null })),
  ];
};
