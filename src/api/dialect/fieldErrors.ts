import type { ErrorObject } from 'ajv';
import type { FieldErrors } from '../problems/sentences.ts';

/** How a value of each JSON type is called to the person who must correct it. */
const TYPES: Readonly<Record<string, string>> = {
  string: '文本',
  integer: '整数',
  number: '数字',
  boolean: '是/否',
  array: '列表',
  object: '对象',
  null: '空',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: '日期格式不正确,应为 YYYY-MM-DD',
  'date-time': '时间格式不正确,应为 YYYY-MM-DD HH:mm:ss',
};

const typesIn = (types: unknown): string =>
  [types]
    .flat()
    .filter((type) => type !== 'null')
    .map((type) => TYPES[String(type)] ?? String(type))
    .join('或');

type Sentence = (params: Readonly<Record<string, unknown>>) => string;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  type: ({ type }) => `类型不正确,应为${typesIn(type)}`,
  enum: () => '取值不在可选范围内',
  const: () => '取值不在可选范围内',
  maxLength: ({ limit }) => `不能超过${limit}个字符`,
  minLength: ({ limit }) => `不能少于${limit}个字符`,
  maximum: ({ limit }) => `不能大于${limit}`,
  minimum: ({ limit }) => `不能小于${limit}`,
  exclusiveMaximum: ({ limit }) => `必须小于${limit}`,
  exclusiveMinimum: ({ limit }) => `必须大于${limit}`,
  maxItems: ({ limit }) => `不能超过${limit}项`,
  minItems: ({ limit }) => `不能少于${limit}项`,
  maxProperties: ({ limit }) => `不能超过${limit}个字段`,
  uniqueItems: () => '存在重复的值',
  format: ({ format }) => FORMATS[String(format)] ?? '格式不正确',
  pattern: () => '格式不正确',
  required: () => '此项必填',
  additionalProperties: () => '未知字段',
  unevaluatedProperties: () => '未知字段',
};

/** These say only that something below failed, which has been said there. */
const SUMMARIES = new Set(['if', 'allOf']);
const ALTERNATIVES = new Set(['anyOf', 'oneOf']);

const unescaped = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** The key that an error is about although the pointer names only its parent. */
const keyNamed = ({ params }: ErrorObject): string | undefined => {
  const key: unknown = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof key === 'string' ? key : undefined;
};

interface Walk {
  readonly path: string;
  readonly value: unknown;
}

const step = ({ path, value }: Walk, key: string): Walk => {
  const child: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (Array.isArray(value)) return { path: `${path}[${key}]`, value: child };
  return { path: path === '' ? key : `${path}.${key}`, value: child };
};

/** The whole body, when it is no object at all. */
const WHOLE = 'body';

/** Dotted form of where an error lies: `patient.age`, `pre_ecg_in[0].imgs`. */
const pathOf = (error: ErrorObject, root: unknown): string => {
  const named = keyNamed(error);
  const keys = [...error.instancePath.split('/').slice(1).map(unescaped), ...(named === undefined ? [] : [named])];
  const { path } = keys.reduce(step, { path: '', value: root });
  return path === '' ? WHOLE : path;
};

const sentenceOf = ({ keyword, params }: ErrorObject): string => SENTENCES[keyword]?.(params) ?? '取值不正确';

/** What a failed choice between shapes hides: the complaints of each shape. One sentence for the choice is enough. */
const withoutShadowed = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const failed = errors.filter(({ keyword }) => ALTERNATIVES.has(keyword)).map(({ schemaPath }) => `${schemaPath}/`);
  // However often a choice fails, in each row of a list say, it stands in the schema once.
  const choices = [...new Set(failed)];
  return errors.filter(({ schemaPath }) => !choices.some((choice) => schemaPath.startsWith(choice)));
};

/** Sentences by path for what ajv found; several at one path stand in one list, each once. */
export const fieldErrorsOf = (errors: readonly ErrorObject[], root: unknown): FieldErrors => {
  const found = new Map<string, Set<string>>();
  for (const error of withoutShadowed(errors)) {
    if (SUMMARIES.has(error.keyword)) continue;
    const path = pathOf(error, root);
    found.set(path, (found.get(path) ?? new Set()).add(sentenceOf(error)));
  }
  return Object.fromEntries([...found].map(([path, sentences]) => [path, [...sentences]]));
};
