import { Type, type TSchema } from '@sinclair/typebox';
import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { listFiltersOf, listRangesOf, type ListFilter } from '../../domain/catalogue/derive/listFilters.ts';
import { emptyWordsOf } from '../../domain/catalogue/kinds.ts';
import { STATUSES } from '../../domain/catalogue/measure.ts';
import { statisticFilterNames } from '../../projections/cases/statisticFilters.ts';
import { flagParameter, pageParameters, rangeParameter } from '../dialect/parameters.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

/** The same for all types. */
const COMMON = {
  ...pageParameters,
  cursor: text('以游标翻页:以 * 开始,此后用上一页的 next_cursor;新增病历不影响已翻到的位置'),
  ordering: text('排序:created_time、id 或常用筛选字段,前加 - 为降序'),
  month: text('创建月份,YYYY-MM-01'),
  start_time: text('创建时间不早于'),
  end_time: text('创建时间不晚于'),
  'created_time[]': Type.Optional(rangeParameter('创建时间范围,先起后止,含两端')),
  node: text('统计指标,例如 DNT'),
  node_status: text(`统计指标的状态:${STATUSES.join('、')};不传为 ok`),
  same_name: Type.Optional(flagParameter('与他人同名')),
  same_pat_no: Type.Optional(flagParameter('登记号重复')),
  deleted: Type.Optional(flagParameter('已删除的病历,仅管理员')),
};

const MATCHES: Readonly<Record<ListFilter['match'], string>> = {
  contains: ',包含,不分英文大小写',
  equals: '',
  includes: ',含此项',
};

const describeEmpty = (words: readonly string[]): string => (words.length === 0 ? '' : `,${words.join(' 或 ')} 为未填`);

const describeFilter = ({ field, match }: ListFilter): string =>
  `${field.label}${MATCHES[match]}${describeEmpty(emptyWordsOf(field))}`;

/** Read by the list itself, which knows the field; the last of several counts, so that here any value will do. */
const anything = (description: string) => Type.Optional(Type.Unknown({ description }));

const documented = (
  filters: ReadonlyMap<string, ListFilter>,
  describe: (filter: ListFilter) => string,
): Readonly<Record<string, TSchema>> =>
  Object.fromEntries([...filters].map(([name, filter]) => [name, anything(describe(filter))]));

/**
 * The parameters of a case list: every catalogued path is one, `a__b__c` for `a.b.c`, and `a__b__c[]` twice where values
 * follow each other (E-GEN-06, E-GEN-07, E-GEN-12); the read model refuses the others by name.
 */
export const listParameters = (caseType: CaseTypeName) =>
  Type.Object(
    {
      ...documented(listFiltersOf(caseType), describeFilter),
      ...documented(listRangesOf(caseType), ({ field }) => `${field.label}范围,先起后止,含两端`),
      ...Object.fromEntries(statisticFilterNames(caseType).map((name) => [name, anything('与同名统计项一致')])),
      ...COMMON,
    },
    { additionalProperties: true },
  );
