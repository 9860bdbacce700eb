import { Type } from '@sinclair/typebox';
import { CASE_TYPES } from '../../domain/catalogue/caseTypes.ts';
import { caseDocumentSchema } from '../../domain/catalogue/derive/caseDocumentSchema.ts';
import {
  listCases,
  readListQuery,
  withAbsoluteMedia,
  type CasePage,
  type ListQuery,
  type ListReading,
} from '../../projections/cases/queries.ts';
import { rendered } from '../dialect/answer.ts';
import {
  linkTo,
  NEXT_CURSOR,
  pageLinks,
  pageSchema,
  renderPage,
  type Page,
  type PageContext,
} from '../dialect/page.ts';
import { route, type Route } from '../dialect/route.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { named } from '../openapi/schemas.ts';
import { Problem } from '../problems/problem.ts';
import type { FieldErrors } from '../problems/sentences.ts';
import type { CaseRouting } from './caseRouting.ts';
import { listParameters } from './listParameters.ts';
import { parameterSentencesOf } from './parameterProblems.ts';

/** Numbers and flags were read by the route's declaration already; the list reads every parameter as the text it was. */
const asTexts = (query: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
    ]),
  );

const errorsIn = (reading: ListReading): FieldErrors =>
  'problems' in reading ? parameterSentencesOf(reading.problems) : {};

/** @throws Problem validation_failed naming each parameter, admin_required for the deleted ones */
const getQuery = ({ caseType, services }: CaseRouting, { query, signedIn }: Exchange<unknown, object>): ListQuery => {
  const reading = readListQuery(caseType, asTexts(query), services.zone);
  if ('problems' in reading) throw new Problem('validation_failed', { errors: errorsIn(reading) });
  if (reading.query.deleted && !signedIn().isAdmin) throw new Problem('admin_required');
  return reading.query;
};

/** A page by cursor leads onwards only: what lies before it may have grown since. */
const linksOf = (
  exchange: PageContext,
  query: ListQuery,
  { total, next }: CasePage,
): Omit<Page, 'count' | 'results'> => {
  if (next === undefined) return pageLinks(exchange, query, total);
  const onward = { cursor: next ?? undefined, limit: query.limit, offset: undefined };
  const link = next === null ? null : linkTo(exchange.request, exchange.origin, onward);
  return { next: link, previous: null, nextCursor: next };
};

/** A list of cases, newest first, with its exact total; rows are details without the unset fields (D-17, D-20). */
export const listRoute = (routing: CaseRouting): Route => {
  const { caseType, root, tag, services } = routing;
  const row = Type.Unsafe(caseDocumentSchema(caseType, { unset: 'omit', unknown: services.unknownFields }));
  return route({
    method: 'get',
    path: root,
    summary: `${CASE_TYPES[caseType].permission}病历列表`,
    tag,
    query: listParameters(caseType),
    moreParameterErrors: (query) => errorsIn(readListQuery(caseType, query, services.zone)),
    responses: { 200: { description: '一页病历', schema: pageSchema(named(`${caseType}_row`, row), NEXT_CURSOR) } },
    handler: async (exchange) => {
      const query = getQuery(routing, exchange);
      const found = await listCases(services.db, query);
      const page = { count: found.total, results: found.rows, ...linksOf(exchange, query, found) };
      return rendered(withAbsoluteMedia(renderPage(page), exchange.origin));
    },
  });
};
