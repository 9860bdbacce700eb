import { Counter, type Registry } from 'prom-client';
import type { PatientEvent } from '../../domain/patient/events.ts';

/** How many fields that no catalogue names these events keep (D-03). */
export const unknownFieldsIn = (events: readonly PatientEvent[]): number =>
  events.flatMap((event) => (event.type === 'UnknownFieldsRecorded' ? Object.keys(event.data.values) : [])).length;

/** Counts what `UNKNOWN_FIELDS=keep` keeps, so that a hospital sees what its forms carry beside the contract. */
export const unknownFieldsCounter = (registry: Registry): ((fields: number) => void) => {
  const counter = new Counter({
    name: 'greenlane_unknown_fields_total',
    help: 'Values recorded for fields that no catalogue names',
    registers: [registry],
  });
  return (fields) => counter.inc(fields);
};
