import type { AnyFact } from '../domain/shared/anyFact.ts';

/** One step: from the shape of one schema version to the next. */
export type Upcast = (data: unknown) => unknown;

/**
 * By event type, the steps from version 1 to 2, from 2 to 3, and so on.
 * A type that is not listed still has its first shape.
 */
const STEPS: Readonly<Record<string, readonly Upcast[]>> = {};

/** The schema version that a new event of this type is written with. */
export const currentVersion = (type: string): number => (STEPS[type]?.length ?? 0) + 1;

/** Whether events of this type may be stored in a shape that is not today's. */
export const hasOldShapes = (type: string): boolean => STEPS[type] !== undefined;

/** Brings the data of an old event to the newest shape; what is already newest, or newer than known, stays as it is. */
export const upcast = (type: string, data: unknown, version: number): AnyFact => ({
  type,
  data: (STEPS[type] ?? []).slice(version - 1).reduce((shape, step) => step(shape), data),
});
