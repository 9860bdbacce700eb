import { Type, type Static } from '@sinclair/typebox';
import { periodsOf, type Period, type PeriodKind } from '../../domain/statistics/periods.ts';
import { remembering } from '../../domain/shared/remembering.ts';
import { localDay } from '../../domain/shared/times.ts';
import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { isCreatedParameter, readCreated, type Texts } from '../../projections/cases/createdParameters.ts';
import type { CreatedRange } from '../../projections/cases/listQuery.ts';
import { countRange, type CountRange, type RangeContext } from '../../projections/statistics/countRange.ts';
import { findEarliest } from '../../projections/statistics/tallies.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { parameterSentencesOf } from '../cases/parameterProblems.ts';
import { rangeParameter } from '../dialect/parameters.ts';
import { Problem } from '../problems/problem.ts';

const KINDS = ['day', 'week', 'month', 'year', 'all'] as const satisfies readonly PeriodKind[];

/** More would be no chart any more: ten years of days. */
const MOST_PERIODS = 3_700;

const text = (description: string) => Type.Optional(Type.String({ description }));

/** The range of a count, as lists take it (E-GEN-07, E-STAT-01). */
const rangeParameters = {
  'created_time[]': Type.Optional(rangeParameter('创建时间范围,先起后止,含两端;不传为最近12个月')),
  created_time: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String())], { description: '同 created_time[]' }),
  ),
  start_time: text('创建时间不早于'),
  end_time: text('创建时间不晚于'),
  month: text('创建月份,YYYY-MM-01'),
};

export const periodParameter = Type.Unsafe<PeriodKind>({ type: 'string', enum: [...KINDS] });

/** @param countTypes the names that this count knows, with what they tell of */
export const countParameters = (countTypes: ReadonlyMap<string, string>) =>
  Type.Object({
    count_period: Type.Optional(periodParameter),
    count_type: Type.Optional(
      Type.Unsafe<string>({
        type: 'string',
        enum: [...countTypes.keys()],
        description: ['不传为趋势', ...[...countTypes].map(([name, said]) => `${name} ${said}`)].join(';'),
      }),
    ),
    ...rangeParameters,
  });

export type CountQuery = Static<ReturnType<typeof countParameters>>;

/** Clients send both ends of an empty range along; it is none (E-STAT-01, E-STAT-16). */
const textsOf = (value: unknown): Texts =>
  [value].flat().flatMap((each) => (typeof each === 'string' && each !== '' ? [each] : []));

/** Charts ask for the same few ranges again and again, and calendars are dear. */
const RANGES = 1_000;

interface Asked {
  readonly given: readonly (readonly [string, Texts])[];
  readonly zone: string;
}

const readRange = remembering(
  RANGES,
  ({ given, zone }: Asked) => readCreated(new Map(given), zone),
  (asked) => JSON.stringify(asked),
);

/** @throws Problem validation_failed naming each parameter that is no range */
export const createdOf = (query: object, zone: string): CreatedRange | undefined => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    isCreatedParameter(name) ? [[name, textsOf(value)] as const] : [],
  );
  const { created, problems } = readRange({ given, zone });
  if (problems.length === 0) return created;
  throw new Problem('validation_failed', { errors: parameterSentencesOf(Object.fromEntries(problems)) });
};

/** What a count tells of: its periods in order, and where each part of them is read. */
export interface Counted {
  readonly kind: PeriodKind;
  readonly range: CountRange;
  readonly periods: readonly Period[];
}

export interface CountedRequest {
  readonly kind: PeriodKind;
  readonly created: CreatedRange | undefined;
  readonly caseTypes: readonly CaseTypeName[];
}

/** Of one range: the pieces in which it is asked for, today and in the night to tomorrow. */
const CUTS = 10;

/** A range that was read before is the same object, so it needs no name. */
const rangesOf = remembering(RANGES, (created: CreatedRange | undefined) =>
  remembering(
    CUTS,
    (context: RangeContext) => countRange(created, context),
    ({ kind, today, zone, earliest }) => `${kind} ${today} ${zone} ${earliest}`,
  ),
);

/** @throws Problem validation_failed for a range of too many periods */
export const countedOf = async (
  { kind, created, caseTypes }: CountedRequest,
  { db, now, zone }: CaseServices,
): Promise<Counted> => {
  const isOpen = created !== undefined && created.from === undefined;
  const earliest = isOpen ? await findEarliest(db, caseTypes) : undefined;
  const today = localDay(now().toISOString(), zone);
  const range = rangesOf(created)({ kind, zone, earliest, today });
  const periods = periodsOf(kind, range, MOST_PERIODS);
  if (periods) return { kind, range, periods };
  throw new Problem('validation_failed', { errors: { count_period: ['统计区间过长,请缩短范围或选择更长的周期'] } });
};
