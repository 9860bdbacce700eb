import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { STATUSES, type IntervalStatus } from '../../domain/catalogue/measure.ts';
import { countTypeNames, findMetricNamed } from '../../domain/statistics/countTypes.ts';
import { UNKNOWN } from '../../domain/statistics/unknown.ts';
import type { ParameterProblem, Texts } from './createdParameters.ts';
import type { CaseFilter } from './listQuery.ts';
import { applicableTokens, findTokenShare, shareToken, statusToken } from './statisticTokens.ts';

/** The pair of parameters by which an average opens its list (D-28). */
const NODE = 'node';
const NODE_STATUS = 'node_status';

type Reading = { readonly filters: readonly CaseFilter[] } | { readonly problem: ParameterProblem };

export const isNodeParameter = (name: string): boolean => name === NODE || name === NODE_STATUS;

const findStatus = (text: string): IntervalStatus | undefined => STATUSES.find((status) => status === text);

const metricFilter = (metric: string, status: IntervalStatus): CaseFilter =>
  status === 'not_applicable'
    ? { kind: 'none', tokens: applicableTokens(metric) }
    : { kind: 'value', token: statusToken(metric, status) };

const readStatus = (caseType: CaseTypeName, name: string, text: string): Reading | undefined => {
  const metric = findMetricNamed(caseType, name);
  if (!metric) return undefined;
  const status = findStatus(text);
  return status ? { filters: [metricFilter(metric.key, status)] } : { problem: 'not_a_choice' };
};

/** Listed values may be written `true` for `True`, as flags are elsewhere (E-GEN-05). */
const readShare = (caseType: CaseTypeName, name: string, text: string): Reading | undefined => {
  const share = findTokenShare(caseType, name);
  if (!share) return undefined;
  const listed = share.listed.find(([value]) => value.toLowerCase() === text.toLowerCase())?.[0];
  const isFlag = share.listed.some(([value]) => value === 'True');
  if (isFlag && listed === undefined && text !== UNKNOWN) return { problem: 'wrong_type' };
  return { filters: [{ kind: 'value', token: shareToken(name, listed ?? text) }] };
};

/** A filter that has the name of a count type: a share's value, or an average's status (D-28); undefined for other names. */
export const readStatisticFilter = (
  [name, texts]: readonly [string, Texts],
  caseType: CaseTypeName,
): Reading | undefined => {
  const text = texts.at(-1);
  if (text === undefined)
    return (findTokenShare(caseType, name) ?? findMetricNamed(caseType, name)) ? { filters: [] } : undefined;
  return readShare(caseType, name, text) ?? readStatus(caseType, name, text);
};

/** The names of count types that are filters of a type's lists, and are no fields (D-28). */
export const statisticFilterNames = (caseType: CaseTypeName): readonly string[] =>
  countTypeNames(caseType).filter(
    (name) => findTokenShare(caseType, name) !== undefined || findMetricNamed(caseType, name) !== undefined,
  );

interface NodeReading {
  readonly filters: readonly CaseFilter[];
  readonly problems: readonly (readonly [string, ParameterProblem])[];
}

/** `node=DNT&node_status=negative`; without a status those that enter the figure. */
export const readNode = (given: ReadonlyMap<string, Texts>, caseType: CaseTypeName): NodeReading => {
  const node = given.get(NODE)?.at(-1);
  const status = given.get(NODE_STATUS)?.at(-1);
  if (node === undefined) {
    return { filters: [], problems: status === undefined ? [] : [[NODE_STATUS, 'node_missing']] };
  }
  const reading = readStatus(caseType, node, status ?? 'ok');
  if (!reading) return { filters: [], problems: [[NODE, 'not_a_choice']] };
  return 'problem' in reading
    ? { filters: [], problems: [[NODE_STATUS, reading.problem]] }
    : { filters: reading.filters, problems: [] };
};
