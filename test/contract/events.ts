import { randomUUID } from 'node:crypto';
import type { NewEvent, StoredEvent } from '../../src/eventstore/port.ts';

/** A stream that no other check uses. */
export const freshStream = (prefix = 'contract'): string => `${prefix}-${randomUUID()}`;

export const newEvent = (changes: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'MilestoneRecorded',
  data: '{"path":"thrombolysis.medication_time","at":"2021-05-06T02:03:04Z"}',
  metadata: '{"user":"王医生","client":"web","schemaVersion":1}',
  ...changes,
});

export const newEvents = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent({ data: `{"index":${index}}` }));

export const ids = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

export const revisions = (events: readonly StoredEvent[]): number[] => events.map(({ revision }) => revision);

/** 0, 1, 2 … `count` - 1. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
