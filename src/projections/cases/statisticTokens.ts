import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { STATUSES, type IntervalStatus } from '../../domain/catalogue/measure.ts';
import { findShare, type Share } from '../../domain/statistics/shares.ts';
import { ALL_CASES, type Contribution } from '../../domain/statistics/tally.ts';
import { isFacetName } from './facets.ts';
import { valueToken } from './tokens.ts';

/** The number under which a case is found whose metric stands so. */
export const statusToken = (metric: string, status: IntervalStatus): number => valueToken(`node ${metric}`, status);

/** A case that is not eligible carries none of these. */
export const applicableTokens = (metric: string): readonly number[] =>
  STATUSES.filter((status) => status !== 'not_applicable').map((status) => statusToken(metric, status));

export const shareToken = (share: string, value: string): number => valueToken(`share ${share}`, value);

/** Whether a share is found by numbers of its own: neither a column nor a field says the same. */
const hasTokens = ({ name, path }: Share): boolean => path === undefined && !isFacetName(name);

/** The share that a list filter of this name divides by, where no other filter does. */
export const findTokenShare = (caseType: CaseTypeName, name: string): Share | undefined => {
  const share = findShare(caseType, name);
  return share && hasTokens(share) ? share : undefined;
};

/**
 * By which numbers a case is found from the figures it is counted in, so that every bar opens its list (D-28). A deleted
 * case has them too: the list of those takes the same filters (D-10, D-20).
 */
export const statisticTokens = (standing: Contribution | undefined): readonly number[] => {
  if (!standing) return [];
  const { caseType, metrics, shares } = standing;
  return [
    ...metrics.filter(({ metric }) => metric !== ALL_CASES).map(({ metric, status }) => statusToken(metric, status)),
    ...shares
      .filter(({ share }) => findTokenShare(caseType, share))
      .map(({ share, value }) => shareToken(share, value)),
  ];
};
