import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** One answer as it came over the wire. */
export interface SeenResponse {
  /** After `method: put|delete`. */
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

/** An answer that the served document does not describe. */
export class Undocumented extends Error {
  override readonly name = 'Undocumented';
}

const DOCUMENT = 'document';

const pointer = (...keys: readonly string[]): string =>
  keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replaceAll(/[.()]/g, '\\$&')
      .replaceAll(/\{\w+\}/g, '[^/]+')
      .replace(/\/$/, '')}/?$`,
  );

/** Holds every answer to the document: its status must be declared, its body must fit the schema declared for it. */
export const createResponseCheck = (document: OpenApiDocument): ((seen: SeenResponse) => void) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, DOCUMENT);
  const validators = new Map<string, ValidateFunction>();
  const validatorAt = (reference: string): ValidateFunction => {
    const known = validators.get(reference) ?? ajv.compile({ $ref: `${DOCUMENT}#/${reference}` });
    validators.set(reference, known);
    return known;
  };
  const paths = Object.keys(document.paths)
    .sort()
    .map((path) => ({ path, pattern: patternOf(path) }));

  const checkBody = (seen: SeenResponse, reference: string): void => {
    const validate = validatorAt(reference);
    if (validate(JSON.parse(seen.text))) return;
    const complaint = ajv.errorsText(validate.errors, { separator: '\n' });
    throw new Undocumented(`${seen.method} ${seen.path} ${seen.status}: ${complaint}\n${seen.text.slice(0, 2000)}`);
  };

  return (seen) => {
    const found = paths.find(({ pattern }) => pattern.test(seen.path));
    const method = seen.method.toLowerCase() === 'head' ? 'get' : seen.method.toLowerCase();
    const operation = found && document.paths[found.path]?.[method];
    if (!found || !operation) {
      if (seen.text !== '') checkBody(seen, pointer('components', 'schemas', 'Problem'));
      return;
    }
    const response = operation.responses[String(seen.status)];
    if (!response) throw new Undocumented(`${seen.method} ${found.path} answers ${seen.status}, which is not declared`);
    const isJson = response.content?.['application/json'] !== undefined;
    if (!isJson && response.content === undefined && seen.text !== '') {
      throw new Undocumented(`${seen.method} ${found.path} ${seen.status} has a body that is not declared`);
    }
    if (!isJson || seen.method.toLowerCase() === 'head') return;
    checkBody(
      seen,
      pointer('paths', found.path, method, 'responses', String(seen.status), 'content', 'application/json', 'schema'),
    );
  };
};
