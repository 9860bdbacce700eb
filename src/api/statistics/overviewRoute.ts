import { Type } from '@sinclair/typebox';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { findShare } from '../../domain/statistics/shares.ts';
import { UNKNOWN } from '../../domain/statistics/unknown.ts';
import { readTallies, type Tally } from '../../projections/statistics/tallies.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { ok } from '../dialect/answer.ts';
import { route, type Route } from '../dialect/route.ts';
import { countedOf, countParameters, createdOf, type CountQuery } from './countQuery.ts';
import { periodKey } from './periodKey.ts';
import { SLICES, TREND } from './schemas.ts';
import { slicesOf, UNKNOWN_LABEL, type Slice } from './slices.ts';

const BY_TYPE = ['total_count', 'emergency_type'] as const;
const MDT = 'is_start_mdt';
const COMMON_SHARES = ['tran_hos_type', 'come_from'] as const;

/** The tallies of one type, or of all: the overview is the sum over the six lists (D-28). */
type TalliesOfType = readonly (readonly [CaseTypeName, readonly Tally[]])[];

interface Overview {
  readonly kind: Parameters<typeof periodKey>[0];
  readonly types: TalliesOfType;
}

const overviewOf = async (
  query: CountQuery,
  services: CaseServices,
  { shares, kind }: { readonly shares: readonly string[]; readonly kind: Overview['kind'] },
): Promise<Overview> => {
  const created = createdOf(query, services.zone);
  const counted = await countedOf({ kind, created, caseTypes: CASE_TYPE_NAMES }, services);
  const types = CASE_TYPE_NAMES.map(async (caseType) => {
    const request = { caseType, metrics: [], shares, ...counted, zone: services.zone };
    return [caseType, await readTallies(services.db, request)] as const;
  });
  return { kind, types: await Promise.all(types) };
};

const casesIn = (tallies: readonly Tally[]): number => tallies.reduce((sum, { cases }) => sum + cases, 0);

const codeOf = (caseType: CaseTypeName): string => CASE_TYPES[caseType].code;

/** Cases of each period by type. */
const trend = ({ kind, types }: Overview): readonly object[] => {
  const [, first = []] = types[0] ?? [];
  return first.map(({ period }, place) => {
    const counts = types.map(([type, tallies]) => [codeOf(type), tallies[place]?.cases ?? 0] as const);
    const count = counts.reduce((sum, [, cases]) => sum + cases, 0);
    return { ...periodKey(kind, period), count, detail: Object.fromEntries(counts) };
  });
};

const slicesByType = ({ types }: Overview): readonly Slice[] =>
  types.map(([type, tallies]) => ({
    count: casesIn(tallies),
    zh_name: CASE_TYPES[type].permission,
    name: codeOf(type),
  }));

const countsUnder = (tallies: readonly Tally[], share: string, value: string): number =>
  tallies.reduce((sum, tally) => sum + (tally.share(share).get(value) ?? 0), 0);

/** Not filled in, not started, and started by type, from which clients build their jump (E-STAT-13, A-39). */
const slicesOfMdt = ({ types }: Overview): readonly Slice[] => {
  const all = types.flatMap(([, tallies]) => tallies);
  return [
    { count: countsUnder(all, MDT, UNKNOWN), zh_name: UNKNOWN_LABEL, name: null },
    { count: countsUnder(all, MDT, 'False'), zh_name: '否', name: 'false' },
    ...types.map(([type, tallies]) => ({
      count: countsUnder(tallies, MDT, 'True'),
      zh_name: CASE_TYPES[type].permission,
      name: codeOf(type),
    })),
  ];
};

const slicesOfShare = (name: string, { types }: Overview): readonly Slice[] => {
  const share = findShare('basic', name);
  const counts = new Map<string, number>();
  for (const tally of types.flatMap(([, tallies]) => tallies)) {
    for (const [value, count] of tally.share(name)) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  const cases = types.reduce((sum, [, tallies]) => sum + casesIn(tallies), 0);
  return share ? slicesOf(share, { counts, cases }) : [];
};

const isByType = (name: string): boolean => BY_TYPE.some((each) => each === name);

const answerOverview = async (query: CountQuery, services: CaseServices): Promise<readonly object[]> => {
  const { count_type: name, count_period = 'month' } = query;
  if (name === undefined) return trend(await overviewOf(query, services, { shares: [], kind: count_period }));
  const overview = await overviewOf(query, services, { shares: isByType(name) ? [] : [name], kind: 'all' });
  if (isByType(name)) return slicesByType(overview);
  return name === MDT ? slicesOfMdt(overview) : slicesOfShare(name, overview);
};

/** The figures over all six types (E-STAT-13). */
export const overviewRoute = (services: CaseServices): Route =>
  route({
    method: 'get',
    path: '/api/patient/count/',
    summary: '数据总览',
    tag: '统计',
    query: countParameters(new Map([...BY_TYPE, MDT, ...COMMON_SHARES].map((name) => [name, '构成']))),
    responses: { 200: { description: '趋势或构成比', schema: Type.Union([TREND, SLICES]) } },
    handler: async ({ query }) => ok(await answerOverview(query, services)),
  });
