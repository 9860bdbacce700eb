import type { Position } from '../../eventstore/port.ts';
import type { ProjectionProgress } from '../../projections/progress.ts';

const PATIENCE_MS = 2_000;

/**
 * Waits until the read models have passed a write, so that its author reads it (D-36).
 * @returns headers for the answer: `X-Read-Model-Lag`, seconds waited in vain, when they are behind
 */
export const settled = async (
  progress: ProjectionProgress,
  position: Position | undefined,
): Promise<Readonly<Record<string, string>>> => {
  if (position === undefined || (await progress.waitFor(position, PATIENCE_MS))) return {};
  return { 'X-Read-Model-Lag': String(PATIENCE_MS / 1_000) };
};
