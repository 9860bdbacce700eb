import type { FieldValue } from '../../patient/events.ts';
import { findField } from '../catalogue.ts';
import { toLabel, toShown } from '../kinds.ts';

export interface Changed {
  /** A catalogue path, `pre_ecg[3].imgs` for one row of a list, or the path of a field that no catalogue names. */
  readonly path: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** One change as auditors read it: values as clients see them, labels as people do (D-16). */
export interface HistoryLine {
  readonly field: string;
  readonly label: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly old_label: string | null;
  readonly new_label: string | null;
}

interface Told {
  readonly shown: unknown;
  readonly label: string | null;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const isCode = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const isStored = (value: unknown): value is FieldValue =>
  isScalar(value) || (Array.isArray(value) && value.every(isCode));

const asWritten = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const tell = (path: string, value: unknown, zone: string): Told => {
  if (value === null || value === undefined) return { shown: null, label: null };
  const field = findField(path);
  if (!field || !isStored(value)) return { shown: value, label: asWritten(value) };
  return { shown: toShown(value, field, zone), label: toLabel(value, field, zone) };
};

/** Rows of a list share the declaration of their fields. */
export const declaredPath = (path: string): string => path.replace(/\[\d+\]/g, '[]');

/** @param changed stored values before and after; `null` where the field was or became unset */
export const historyLine = (changed: Changed, zone: string): HistoryLine => {
  const path = declaredPath(changed.path);
  const [before, after] = [tell(path, changed.old, zone), tell(path, changed.new, zone)];
  return {
    field: changed.path,
    label: findField(path)?.label ?? changed.path,
    old: before.shown,
    new: after.shown,
    old_label: before.label,
    new_label: after.label,
  };
};
