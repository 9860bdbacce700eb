import type { Period, PeriodKind } from '../../domain/statistics/periods.ts';

/** The key under which an item names its period; `all` has none (D-27). */
export const periodKey = (kind: PeriodKind, { key }: Period): Readonly<Record<string, string>> =>
  kind === 'all' ? {} : { [kind]: key };
