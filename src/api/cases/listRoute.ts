import { Type } from '@sinclair/typebox';
import { CASE_TYPES } from '../../domain/catalogue/caseTypes.ts';
import { caseDocumentSchema } from '../../domain/catalogue/derive/caseDocumentSchema.ts';
import { listCases, readListQuery, withAbsoluteMedia, type ListQuery } from '../../projections/cases/queries.ts';
import { rendered } from '../dialect/answer.ts';
import { pageLinks, pageSchema, renderPage } from '../dialect/page.ts';
import { route, type Route } from '../dialect/route.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { named } from '../openapi/schemas.ts';
import { Problem } from '../problems/problem.ts';
import type { CaseRouting } from './caseRoutes.ts';
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

/** @throws Problem validation_failed naming each parameter, admin_required for the deleted ones */
const getQuery = ({ caseType, services }: CaseRouting, { query, signedIn }: Exchange<unknown, object>): ListQuery => {
  const reading = readListQuery(caseType, asTexts(query), services.zone);
  if ('problems' in reading) {
    throw new Problem('validation_failed', { errors: parameterSentencesOf(reading.problems) });
  }
  if (reading.query.deleted && !signedIn().isAdmin) throw new Problem('admin_required');
  return reading.query;
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
    query: listParameters,
    responses: { 200: { description: '一页病历', schema: pageSchema(named(`${caseType}_row`, row)) } },
    handler: async (exchange) => {
      const query = getQuery(routing, exchange);
      const { total, rows } = await listCases(services.db, query);
      const page = { count: total, results: rows, ...pageLinks(exchange, query, total) };
      return rendered(withAbsoluteMedia(renderPage(page), exchange.origin));
    },
  });
};
