import { Type, type Static, type TSchema } from '@sinclair/typebox';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FieldErrors } from '../problems/sentences.ts';
import { fieldErrorsOf } from './fieldErrors.ts';

/** One compiler for every schema: draft 2020-12, all errors at once, unknown keywords refused. */
const createAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false, verbose: true });
  addFormats.default(ajv);
  return ajv;
};

const ajv = createAjv();

export type Checked<T> = { readonly value: T } | { readonly errors: FieldErrors };

/** Checks a value against a schema; the errors are sentences by dotted path. */
export type Check<T> = (value: unknown) => Checked<T>;

/** No field at all. */
const NOTHING = Type.Object({}, { additionalProperties: false });

/**
 * Compiles a schema once, when it is first checked against: to compile all of them takes longer than the rest of a start.
 * @param otherwise what is asked for when nothing is declared
 */
export const checkOf = <Schema extends TSchema>(
  schema: Schema | undefined,
  otherwise: TSchema = NOTHING,
): Check<Static<Schema>> => {
  let compiled: ValidateFunction<Static<Schema>> | undefined;
  return (value) => {
    const validate = (compiled ??= ajv.compile<Static<Schema>>(schema ?? otherwise));
    return validate(value) ? { value } : { errors: fieldErrorsOf(validate.errors ?? [], value) };
  };
};
