import { Type } from '@sinclair/typebox';
import { CASE_TYPE_NAMES, CASE_TYPES, findCaseTypeByTable } from '../../domain/catalogue/caseTypes.ts';
import { withAbsoluteMedia } from '../../projections/cases/mediaUrls.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import { findFirstPage } from '../../projections/operationRecord/firstPage.ts';
import {
  listHistory,
  type HistoryFilters,
  type HistoryPage,
  type HistoryRequest,
} from '../../projections/operationRecord/queries.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { getCase } from '../cases/findCases.ts';
import { rendered } from '../dialect/answer.ts';
import { linkTo, pageLinks, pageSchema, renderPage, windowOf } from '../dialect/page.ts';
import { idParameter, pageParameters } from '../dialect/parameters.ts';
import { route, type Route } from '../dialect/route.ts';
import { responsesWith } from '../openapi/refusals.ts';
import { Problem } from '../problems/problem.ts';
import { entryTimeErrors, entryTimesOf } from './entryTimes.ts';

const LONGEST_PAGE = 500;

/** Both addresses serve the same. */
const PATHS = ['/api/common/history/', '/api/history/'] as const;

const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
const REFERENCE_OR_NULL = Type.Union([
  Type.Object({ case_type: Type.String(), case_id: Type.Integer() }, { additionalProperties: false }),
  Type.Null(),
]);

const ITEM = Type.Object(
  {
    id: Type.Unsafe<string | number>({ type: ['string', 'integer'] }),
    table_name: Type.String(),
    instance_id: Type.Integer(),
    user: TEXT_OR_NULL,
    client: Type.String(),
    time: Type.String(),
    action: Type.String(),
    changes: Type.Array(
      Type.Object(
        {
          field: Type.String(),
          label: Type.String(),
          old: Type.Unknown(),
          new: Type.Unknown(),
          old_label: TEXT_OR_NULL,
          new_label: TEXT_OR_NULL,
        },
        { additionalProperties: false },
      ),
    ),
    from: REFERENCE_OR_NULL,
    to: REFERENCE_OR_NULL,
  },
  { additionalProperties: false },
);

const QUERY = Type.Object({
  table_name: Type.String({
    enum: CASE_TYPE_NAMES.map((name) => CASE_TYPES[name].tableName),
    description: '病历类型的表名',
  }),
  instance_id: idParameter('病历id'),
  ...pageParameters,
  user: Type.Optional(Type.String({ maxLength: 255, description: '录入人' })),
  field: Type.Optional(
    Type.String({
      maxLength: 200,
      description: '字段路径,也可用 __ 代替 .;心电图可不写行号,如 pre_ecg 或 pre_ecg.imgs',
    }),
  ),
  start_time: Type.Optional(Type.String({ description: '录入时间不早于' })),
  end_time: Type.Optional(Type.String({ description: '录入时间不晚于' })),
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,60}$', description: '从此位置之后继续' })),
});

interface Asked {
  readonly user?: string;
  readonly field?: string;
  readonly start_time?: string;
  readonly end_time?: string;
}

const filtersOf = ({ user, field, ...times }: Asked, zone: string): HistoryFilters => ({
  ...(user !== undefined && { user }),
  ...(field !== undefined && { field }),
  ...entryTimesOf(times, zone),
});

type Page = Omit<HistoryRequest, 'patientId'>;

const isFirst = ({ offset, after, filters }: Page): boolean =>
  offset === 0 && after === undefined && Object.keys(filters).length === 0;

/** @throws Rejection case_unknown */
const getHistory = async (reference: CaseReference, page: Page, { db }: CaseServices): Promise<HistoryPage> => {
  const first = isFirst(page) ? await findFirstPage(db, { ...reference, limit: page.limit }) : undefined;
  if (first) return first;
  const { patientId } = await getCase(db, reference, 'instance_id');
  return listHistory(db, { ...page, patientId });
};

/** The operation record of one visit, the same whole record under each id it ever had (E-HIST-01, D-09, D-16). */
const historyRoute = (path: (typeof PATHS)[number], services: CaseServices): Route =>
  route({
    method: 'get',
    path,
    summary: '操作记录',
    tag: '操作记录',
    query: QUERY,
    moreParameterErrors: (query) => entryTimeErrors(query, services.zone),
    responses: responsesWith({ 200: { description: '一页操作记录,最新在前', schema: pageSchema(ITEM) } }, 404),
    handler: async (exchange) => {
      const { query, request, origin } = exchange;
      const caseType = findCaseTypeByTable(query.table_name);
      if (!caseType) throw new Problem('history_unknown');
      const window = windowOf(query, LONGEST_PAGE);
      const asked = { ...window, filters: filtersOf(query, services.zone), after: query.after };
      const { total, start, items, next } = await getHistory({ caseType, caseId: query.instance_id }, asked, services);
      const { previous } = pageLinks(exchange, { ...window, offset: start }, total);
      const onward = { limit: window.limit, after: next, offset: undefined };
      const link = next === undefined ? null : linkTo(request, origin, onward);
      const page = renderPage({ count: total, next: link, previous, results: items });
      return rendered(withAbsoluteMedia(page, origin));
    },
  });

export const historyRoutes = (services: CaseServices): readonly Route[] =>
  PATHS.map((path) => historyRoute(path, services));
