import { Type } from '@sinclair/typebox';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import {
  countTypeNames,
  describeCountType,
  findCountType,
  TREND_SHARES,
  type CountType,
} from '../../domain/statistics/countTypes.ts';
import { findShare, type Share } from '../../domain/statistics/shares.ts';
import { readTallies, type Tally, type TallyRequest } from '../../projections/statistics/tallies.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { ok, rendered, type Answer } from '../dialect/answer.ts';
import { route, type Route } from '../dialect/route.ts';
import { averagesOf } from './averages.ts';
import { countedOf, countParameters, createdOf, type Counted, type CountQuery } from './countQuery.ts';
import { RATE_METRICS, RATE_SHARES, ratesOf } from './rates.ts';
import { AVERAGES, RATE, SLICES, TREND } from './schemas.ts';
import { slicesOf } from './slices.ts';
import { severityTrendOf, trendOf } from './trend.ts';

const RATE_COUNT = 'rate';

/** The chest pain resource is also asked under the name of its first release (E-STAT-14). */
const pathOf = (caseType: CaseTypeName): string => `/api/${CASE_TYPES[caseType].route}/count/`;

type Names = Pick<TallyRequest, 'metrics' | 'shares'>;

const tallied = (
  caseType: CaseTypeName,
  names: Names,
  { counted, services }: { readonly counted: Counted; readonly services: CaseServices },
): Promise<readonly Tally[]> => readTallies(services.db, { caseType, ...names, ...counted, zone: services.zone });

interface Asked {
  readonly caseType: CaseTypeName;
  readonly query: CountQuery;
  readonly services: CaseServices;
}

const counting = async ({ caseType, query, services }: Asked, kind = query.count_period ?? 'month') => {
  const created = createdOf(query, services.zone);
  return { counted: await countedOf({ kind, created, caseTypes: [caseType] }, services), services };
};

const getTrendShare = (caseType: CaseTypeName): Share => {
  const share = findShare(caseType, TREND_SHARES[caseType]);
  if (!share) throw new Error(`no share for the trend of ${caseType}`);
  return share;
};

const answerTrend = async (asked: Asked): Promise<readonly object[]> => {
  const { caseType } = asked;
  const within = await counting(asked);
  const { kind } = within.counted;
  const share = getTrendShare(caseType);
  const shares = caseType === 'trauma' ? [share.name, 'unscored'] : [share.name];
  const tallies = await tallied(caseType, { metrics: [], shares }, within);
  return caseType === 'trauma' ? severityTrendOf(kind, tallies) : trendOf(share, kind, tallies);
};

/** Slices are of the whole range, whatever the period (E-STAT-06). */
const answerShare = async (asked: Asked, share: Share): Promise<readonly object[]> => {
  const within = await counting(asked, 'all');
  const [tally] = await tallied(asked.caseType, { metrics: [], shares: [share.name] }, within);
  return tally ? slicesOf(share, { counts: tally.share(share.name), cases: tally.cases }) : [];
};

const answerAverage = async (asked: Asked, average: Extract<CountType, { kind: 'average' }>): Promise<Answer> => {
  const within = await counting(asked);
  const tallies = await tallied(asked.caseType, { metrics: [average.metric.key], shares: [] }, within);
  return rendered(averagesOf(average, within.counted.kind, tallies));
};

const answerRate = async (asked: Asked): Promise<unknown> => {
  const within = await counting(asked);
  const { kind } = within.counted;
  const tallies = await tallied(asked.caseType, { metrics: RATE_METRICS, shares: RATE_SHARES }, within);
  const rates = tallies.map((tally) => ratesOf(kind, tally));
  return kind === 'all' ? rates[0] : rates;
};

const answerCount = async (asked: Asked): Promise<Answer> => {
  const { caseType, query } = asked;
  if (query.count_type === undefined) return ok(await answerTrend(asked));
  if (query.count_type === RATE_COUNT) return ok(await answerRate(asked));
  const countType = findCountType(caseType, query.count_type);
  if (!countType) return ok(await answerTrend(asked));
  return countType.kind === 'share' ? ok(await answerShare(asked, countType.share)) : answerAverage(asked, countType);
};

const namesOf = (caseType: CaseTypeName): readonly string[] =>
  caseType === 'trauma' ? [RATE_COUNT, ...countTypeNames(caseType)] : countTypeNames(caseType);

const ANSWERS = Type.Union([TREND, SLICES, AVERAGES]);
const TRAUMA_ANSWERS = Type.Union([TREND, SLICES, AVERAGES, RATE, Type.Array(RATE)]);

/** Counts of one type from counters: without a count type the trend, else slices, averages or rates (E-STAT-01 to E-STAT-12). */
const countRoute = (caseType: CaseTypeName, services: CaseServices): Route =>
  route({
    method: 'get',
    path: pathOf(caseType),
    summary: `${CASE_TYPES[caseType].permission}统计`,
    tag: '统计',
    query: countParameters(new Map(namesOf(caseType).map((name) => [name, describeCountType(caseType, name)]))),
    responses: {
      200: { description: '趋势、构成比、平均数或指标', schema: caseType === 'trauma' ? TRAUMA_ANSWERS : ANSWERS },
    },
    handler: ({ query }) => answerCount({ caseType, query, services }),
  });

export const countRoutes = (services: CaseServices): readonly Route[] =>
  CASE_TYPE_NAMES.map((caseType) => countRoute(caseType, services));
