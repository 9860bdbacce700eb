import { Type, type Static, type TObject, type TSchema } from '@sinclair/typebox';
import type { Request, RequestHandler } from 'express';
import { Problem } from '../problems/problem.ts';
import type { FieldErrors } from '../problems/sentences.ts';
import type { Answer } from './answer.ts';
import type { Access } from './authentication.ts';
import type { Exchange } from './exchange.ts';
import { withMoreErrors } from './moreErrors.ts';
import { checkParameters, givenParameters, type Parameters } from './parameters.ts';
import { checkOf, type Check, type Checked } from './validation.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface ResponseDeclaration {
  readonly description: string;
  /** Of the JSON body; absent for an answer without one, or with `mediaType`. */
  readonly schema?: TSchema;
  /** Of a body that is not JSON. */
  readonly mediaType?: string;
}

/** One declaration: what is checked, what is documented and what is done come from here. */
export interface RouteOptions<Params extends TObject, Query extends TObject, Body extends TSchema> {
  readonly method: Method;
  /** Below the server's root, with a slash at the end and `{name}` for parameters: `/api/apoplexy/{id}/`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What a schema cannot say, such as which days there are; asked when the schema refuses, so that all is named at once. */
  readonly moreErrors?: (body: unknown) => FieldErrors;
  /** The same of the parameters that were given. */
  readonly moreParameterErrors?: (query: Parameters) => FieldErrors;
  /** By status; refusals that every route knows are added to the document. */
  readonly responses: Readonly<Record<number, ResponseDeclaration>>;
  /** `user` unless said otherwise. */
  readonly access?: Access;
  /** A form with files instead of a JSON body: what it holds, what reads it, and what drops files that nobody kept. */
  readonly multipart?: {
    readonly schema: TSchema;
    readonly reader: RequestHandler;
    readonly discard: (request: Request) => Promise<void>;
  };
  readonly handler: (exchange: Exchange<Static<Params>, Static<Query>, Static<Body>>) => Promise<Answer> | Answer;
}

/** A declared route, its types forgotten: ready to be mounted and documented. */
export interface Route extends Omit<RouteOptions<TObject, TObject, TSchema>, 'handler' | 'access'> {
  readonly access: Access;
  /** Checks and answers. @throws Problem and whatever the handler throws */
  readonly answer: (exchange: Exchange) => Promise<Answer>;
}

/** A write of somebody known, whose body can be compared: what an `Idempotency-Key` may repeat (D-18). */
export const isRepeatable = ({ method, access, multipart }: Route): boolean =>
  method !== 'get' && access !== 'anyone' && !multipart;

const WRITES: readonly Method[] = ['post', 'put', 'patch'];

/** A read that carries a body, as one old example does, is answered without looking at it. */
const bodyCheckOf = <Schema extends TSchema>(method: Method, schema: Schema | undefined): Check<Static<Schema>> =>
  WRITES.includes(method) ? checkOf(schema) : checkOf(schema, Type.Unknown());

const errorsIn = (checked: Checked<unknown>): FieldErrors => ('errors' in checked ? checked.errors : {});

/**
 * Declares a route. Parameters in the path that do not fit are an unknown address (404); what does not fit in the
 * query or the body is refused with every path named at once (400).
 */
export const route = <
  Params extends TObject = TObject<Record<never, never>>,
  Query extends TObject = TObject<Record<never, never>>,
  Body extends TSchema = TObject<Record<never, never>>,
>({
  handler,
  access = 'user',
  ...declared
}: RouteOptions<Params, Query, Body>): Route => {
  const checkParams = checkParameters(declared.params);
  const checkQuery = checkParameters(declared.query);
  const checkBody = bodyCheckOf(declared.method, declared.body);
  const answer = async (exchange: Exchange): Promise<Answer> => {
    const params = checkParams(exchange.params);
    if ('errors' in params) throw new Problem('not_found');
    const query = checkQuery(exchange.query);
    const body = checkBody(exchange.body ?? {});
    if ('errors' in query || 'errors' in body) {
      const more = {
        ...declared.moreParameterErrors?.(givenParameters(exchange.query)),
        ...declared.moreErrors?.(exchange.body),
      };
      throw new Problem('validation_failed', {
        errors: withMoreErrors({ ...errorsIn(query), ...errorsIn(body) }, more),
      });
    }
    return handler({ ...exchange, params: params.value, query: query.value, body: body.value });
  };
  return { ...declared, access, answer };
};
