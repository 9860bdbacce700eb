import { Type, type Static, type TObject, type TSchema, type TUnsafe } from '@sinclair/typebox';
import { checkOf, type Check } from './validation.ts';

/** The largest id that a stream or a table can hold. */
const MAX_ID = 2_147_483_647;

/** An id in a path or a query. */
export const idParameter = (description: string) => Type.Integer({ minimum: 1, maximum: MAX_ID, description });

/** `True` or `False` (E-GEN-05); the lower-case spelling of the HIS parameter is taken as well. */
export const flagParameter = (description: string) => Type.Boolean({ description });

/** The same parameter twice, start then end (E-GEN-07): `created_time[]=a&created_time[]=b`. */
export const rangeParameter = (description: string): TUnsafe<[string, string]> =>
  Type.Unsafe<[string, string]>(Type.Array(Type.String(), { minItems: 2, maxItems: 2, description }));

/** Page size and start of a page (E-GEN-11), however large: the list cuts its page (D-17), and far behind its end it is empty. */
export const pageParameters = {
  limit: Type.Optional(Type.Integer({ minimum: 0, description: '每页条数,0 同不给出' })),
  offset: Type.Optional(Type.Integer({ minimum: 0, description: '起始位置' })),
};

/**
 * Every route takes these: the token of a link (E-GEN-03), the profile (E-GEN-09), and what old clients add against caches or
 * to have JSON.
 * They change nothing of what is asked for.
 */
export const ON_EVERY_ROUTE: ReadonlySet<string> = new Set(['token', 'profile', 'format', '_', '_t']);

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;
const FLAGS: Readonly<Record<string, boolean>> = { True: true, true: true, False: false, false: false };

/** Beyond exact numbers stands the largest of them, so that how many digits were sent changes nothing. */
const integerFrom = (text: string): unknown =>
  INTEGER.test(text) ? Math.max(Math.min(Number(text), Number.MAX_SAFE_INTEGER), Number.MIN_SAFE_INTEGER) : text;

/** Texts of an address become what the schema asks for; what does not look like it stays text and is refused by the schema. */
const CONVERSIONS: Readonly<Record<string, (text: string) => unknown>> = {
  integer: integerFrom,
  number: (text) => (NUMBER.test(text) ? Number(text) : text),
  boolean: (text) => FLAGS[text] ?? text,
};

const converted = (schema: TSchema | undefined, value: unknown): unknown => {
  if (schema?.['type'] === 'array') return Array.isArray(value) ? value : [value];
  const conversion = CONVERSIONS[String(schema?.['type'])];
  return conversion && typeof value === 'string' ? conversion(value) : value;
};

/** Says no to what the declaration does not name, unless it says something else itself. */
const closed = <Schema extends TObject>(schema: Schema | undefined): Schema | undefined =>
  schema && { additionalProperties: false, ...schema };

const isGiven = ([name, value]: [string, unknown]): boolean => value !== '' && !ON_EVERY_ROUTE.has(name);

/** By name, as an address gives them: a text, or several where it was given more than once. */
export type Parameters = Readonly<Record<string, unknown>>;

const entriesGiven = (query: unknown): [string, unknown][] =>
  Object.entries(typeof query === 'object' && query !== null ? query : {}).filter(isGiven);

/** The parameters that speak to the route itself; web clients send every filter of a form, so an empty one is not given. */
export const givenParameters = (query: unknown): Parameters => Object.fromEntries(entriesGiven(query));

/**
 * Checks the parameters of an address. An unknown one is refused, since a filter that is silently left out would answer
 * with the wrong cases.
 */
export const checkParameters = <Schema extends TObject>(schema: Schema | undefined): Check<Static<Schema>> => {
  const check = checkOf(closed(schema));
  const properties: Readonly<Record<string, TSchema>> = schema?.properties ?? {};
  return (value) => {
    return check(
      Object.fromEntries(entriesGiven(value).map(([name, text]) => [name, converted(properties[name], text)])),
    );
  };
};
