/** What the API may call: the lists of cases, and the way from a case's id to its record. */
export { findCase, findCasesByIds, type FoundCase } from './findCase.ts';
export { listCases, type CasePage } from './listCases.ts';
export type { ListQuery } from './listQuery.ts';
export { withAbsoluteMedia } from './mediaUrls.ts';
export { readListQuery, type ListReading } from './readListQuery.ts';
