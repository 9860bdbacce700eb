import type { FieldValue } from '../patient/events.ts';
import { formatInstant } from '../shared/times.ts';
import { UNKNOWN } from '../statistics/unknown.ts';
import { findChoiceLabel } from './choices.ts';
import type { Field, Kind } from './fields.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { DATES, INSTANTS, NUMBERS, type Order } from './kinds/order.ts';
import * as readers from './kinds/readers.ts';
import type { Reader, Reading } from './kinds/readers.ts';
import * as sent from './kinds/sent.ts';

/** How a list filter compares: with the value itself, or with any of several. */
export type FilterMatch = 'equals' | 'includes';

/** Everything that follows from a field's kind. */
interface KindRow {
  /** What a client may send. */
  readonly sent: (field: Field) => JsonSchema;
  /** What is answered when the field is set. */
  readonly answered: (field: Field) => JsonSchema;
  readonly read: Reader;
  readonly show: (value: FieldValue, zone: string) => FieldValue;
  readonly label: (value: FieldValue, field: Field, zone: string) => string;
  /** What is answered when the field is unset (D-05). */
  readonly empty: null | readonly never[];
  /** Absent where lists cannot be filtered by it. */
  readonly filter?: FilterMatch;
  /** Absent where lists cannot be narrowed by a range of it. */
  readonly order?: Order;
  /** By which words a list filter finds what is unset; none where any word may be the value itself. */
  readonly emptyWords?: readonly string[];
}

type Show = KindRow['show'];
type Label = KindRow['label'];

const NONE: readonly never[] = Object.freeze([]);
const ANYTHING: JsonSchema = {};

const asIs: Show = (value) => value;
const asLocalTime: Show = (value, zone) => (typeof value === 'string' ? formatInstant(value, zone) : value);

const ownText: Label = (value) => String(value);
const localText: Label = (value, _field, zone) => String(asLocalTime(value, zone));
const yesOrNo: Label = (value) => (value === true ? '是' : '否');
const yesNoOrTime: Label = (value, field, zone) =>
  typeof value === 'boolean' ? yesOrNo(value, field, zone) : localText(value, field, zone);

const chosen = ({ choices }: Field, code: string | number): string =>
  (choices && findChoiceLabel(choices, code)) ?? String(code);
const itemsOf = (value: FieldValue): readonly (string | number)[] => (Array.isArray(value) ? value : []);

const choiceLabel: Label = (value, field) => chosen(field, String(value));
const choiceLabels: Label = (value, field) =>
  itemsOf(value)
    .map((code) => chosen(field, code))
    .join('、');
const imageCount: Label = (value) => `${itemsOf(value).length}张图片`;

const SHOWN_TIME = '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$';
const of =
  (type: string, more: JsonSchema = {}): KindRow['answered'] =>
  () => ({ type, ...more });
const ofChoices: KindRow['answered'] = ({ numericCodes }) => ({
  type: 'array',
  items: { type: numericCodes ? 'integer' : 'string' },
});

const PLAIN = { show: asIs, label: ownText, empty: null, filter: 'equals' } as const;

/** The overview names the slice of a flag that is not filled in null, and clients build their filter from the name (E-STAT-13). */
const UNSET_FLAG = [UNKNOWN, 'null'];

const TEXT: KindRow = { ...PLAIN, sent: sent.textSent, answered: of('string'), read: readers.readText, emptyWords: [] };
const OBJECT: KindRow = {
  sent: () => ANYTHING,
  answered: of('object'),
  read: readers.refuse,
  show: asIs,
  label: (value) => JSON.stringify(value),
  empty: null,
};

/** The one place that asks what kind a field is. */
const KINDS: Readonly<Record<Kind, KindRow>> = {
  datetime: {
    ...PLAIN,
    sent: sent.timeSent,
    answered: of('string', { pattern: SHOWN_TIME }),
    read: readers.readInstant,
    show: asLocalTime,
    label: localText,
    order: INSTANTS,
  },
  date: {
    ...PLAIN,
    sent: sent.dateSent,
    answered: of('string', { format: 'date' }),
    read: readers.readDate,
    order: DATES,
  },
  choice: { ...PLAIN, sent: sent.choiceSent, answered: of('string'), read: readers.readChoice, label: choiceLabel },
  multichoice: {
    sent: sent.choicesSent,
    answered: ofChoices,
    read: readers.readChoices,
    show: asIs,
    label: choiceLabels,
    empty: NONE,
    filter: 'includes',
  },
  string: TEXT,
  text: TEXT,
  integer: {
    ...PLAIN,
    sent: sent.integerSent,
    answered: of('integer'),
    read: readers.readInteger,
    order: NUMBERS,
  },
  float: { ...PLAIN, sent: sent.numberSent, answered: of('number'), read: readers.readNumber, order: NUMBERS },
  boolean: {
    ...PLAIN,
    sent: sent.flagSent,
    answered: of('boolean'),
    read: readers.readFlag,
    label: yesOrNo,
    emptyWords: UNSET_FLAG,
  },
  flagOrDatetime: {
    ...PLAIN,
    sent: sent.flagOrTimeSent,
    answered: () => ({ type: ['boolean', 'string'], pattern: SHOWN_TIME }),
    read: readers.readFlagOrInstant,
    show: asLocalTime,
    label: yesNoOrTime,
    order: INSTANTS,
  },
  image: {
    sent: sent.imageSent,
    answered: of('string'),
    read: readers.readImage,
    show: asIs,
    label: () => '1张图片',
    empty: null,
  },
  'image[]': {
    sent: sent.imagesSent,
    answered: of('array', { items: { type: 'string' } }),
    read: readers.readImages,
    show: asIs,
    label: imageCount,
    empty: NONE,
  },
  object: OBJECT,
  'object[]': {
    ...OBJECT,
    answered: of('array', { items: { type: 'object' } }),
    label: (value) => `${itemsOf(value).length}条`,
    empty: NONE,
  },
};

/** Where the codes of a choice stand (E-CFG-01). */
const described = ({ choices }: Field): JsonSchema =>
  choices ? { description: `选项见 /api/common/config/ 的 ${choices}` } : {};

/** JSON Schema of what a client may send: nullable, `""` clears (D-02). */
export const sentSchema = (field: Field): JsonSchema => ({
  title: field.label,
  ...described(field),
  ...KINDS[field.kind].sent(field),
});

const nullable = (schema: JsonSchema): JsonSchema => ({ ...schema, type: [schema['type'], 'null'].flat() });

/** JSON Schema of what is answered; lists are never null (D-05). */
export const answeredSchema = (field: Field): JsonSchema => {
  const { answered, empty } = KINDS[field.kind];
  const schema = answered(field);
  return { title: field.label, ...described(field), ...(empty === null ? nullable(schema) : schema) };
};

const isUnset = (raw: unknown): boolean =>
  raw === null || raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0);

/**
 * What a sent value becomes when it is stored: an instant in UTC, a code, a number (D-04, D-05).
 * @param raw as sent; `null`, `""` and `[]` clear
 * @param zone the hospital's, for times without an offset
 */
export const toStored = (raw: unknown, field: Field, zone: string): Reading =>
  isUnset(raw) ? { value: null } : KINDS[field.kind].read(raw, field, zone);

/** A stored value as clients read it: instants as local times, everything else as it is. */
export const toShown = (value: FieldValue, field: Field, zone: string): FieldValue =>
  KINDS[field.kind].show(value, zone);

/** A stored value as people read it: labels of choices, 是 or 否, local times, how many pictures. */
export const toLabel = (value: FieldValue, field: Field, zone: string): string =>
  KINDS[field.kind].label(value, field, zone);

/** What stands for an unset field: `null`, or `[]` for lists (D-05). */
export const emptyOf = (field: Field): null | readonly never[] => KINDS[field.kind].empty;

/** How lists are filtered by the field; undefined where they cannot be. */
export const filterMatchOf = (field: Field): FilterMatch | undefined => KINDS[field.kind].filter;

/** How the field's values follow each other; undefined where lists cannot be narrowed by a range of it. */
export const orderOf = (field: Field): Order | undefined => KINDS[field.kind].order;

/** By which words a list filter finds what is unset; none where `unknown` may be meant as such (E-GEN-06). */
export const emptyWordsOf = (field: Field): readonly string[] => KINDS[field.kind].emptyWords ?? [UNKNOWN];

/** Whether the value names uploads, which the edge turns from ids and URLs into what is stored and back (D-12). */
export const holdsImages = (field: Field): boolean => field.kind === 'image' || field.kind === 'image[]';
