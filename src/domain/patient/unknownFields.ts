import { isJsonObject } from '../shared/jsonObject.ts';
import type { CaseChanges } from './commands.ts';
import type { PatientEvent } from './events.ts';
import type { PatientState } from './state.ts';

type Block = Readonly<Record<string, unknown>>;

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

const blockOf = (known: Block, sent: Block): Block => {
  const keys = new Map(Object.entries(known));
  for (const [key, value] of Object.entries(sent)) {
    const next = merged(keys.get(key), value);
    if (!isUnset(next)) keys.set(key, next);
    else if (!isUnset(keys.get(key))) keys.delete(key);
  }
  return Object.fromEntries(keys);
};

/** What stands there once the sent was written: blocks key by key, everything else whole; `null` where nothing does (D-02). */
function merged(known: unknown, sent: unknown): unknown {
  if (isUnset(sent)) return null;
  if (!isJsonObject(sent)) return sent;
  if (isJsonObject(known)) return blockOf(known, sent);
  const block = blockOf({}, sent);
  const clearsOnly = Object.keys(block).length === 0 && Object.keys(sent).length > 0;
  return clearsOnly ? (known ?? null) : block;
}

/** One text for a value, in whatever order its keys came. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isJsonObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );

/** What a body says of fields that no catalogue names (D-03): one event with each that differs, as it stands then. */
export const unknownEvents = ({ unknown }: CaseChanges, state: PatientState): PatientEvent[] => {
  const known = new Map(Object.entries(state.unknown));
  const differing = Object.entries(unknown)
    .map(([path, sent]) => [path, merged(known.get(path) ?? null, sent)] as const)
    .filter(([path, value]) => canonical(value) !== canonical(known.get(path) ?? null));
  return differing.length === 0
    ? []
    : [{ type: 'UnknownFieldsRecorded', data: { values: Object.fromEntries(differing) } }];
};
