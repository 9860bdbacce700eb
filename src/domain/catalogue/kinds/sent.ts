import { getChoiceList } from '../choices.ts';
import type { Field } from '../fields.ts';
import { LARGEST } from './readers.ts';
import type { JsonSchema } from '../jsonSchema.ts';

const STRING_LENGTH = 255;
const TIME_LENGTH = 40;
const URL_LENGTH = 2000;
const MOST_CHOICES = 100;
const MOST_IMAGES = 100;

/** `""` clears like `null` (D-02), so no schema here asks for a shortest length at its top. */
const CLEARING = ['', null];

export const textSent = ({ maxLength = STRING_LENGTH }: Field): JsonSchema => ({
  type: ['string', 'null'],
  maxLength,
});

/** Which of the forms of D-04 a text has is said by a code of its own, not by a pattern. */
export const timeSent = (): JsonSchema => ({
  type: ['string', 'null'],
  maxLength: TIME_LENGTH,
  examples: ['2021-06-09 08:30:00', '2021-06-09T08:30:00+08:00'],
});

export const dateSent = (): JsonSchema => ({
  type: ['string', 'null'],
  maxLength: TIME_LENGTH,
  examples: ['2021-06-09'],
});

const closedCodes = ({ choices }: Field): readonly unknown[] | undefined => {
  const list = choices && getChoiceList(choices);
  return list?.closed ? list.values.map(([code]) => code) : undefined;
};

export const choiceSent = (field: Field): JsonSchema => {
  const codes = closedCodes(field);
  if (codes) return { type: ['string', 'null'], enum: [...codes, ...CLEARING] };
  return { type: ['string', 'null'], maxLength: field.maxLength ?? STRING_LENGTH };
};

const oneOfMany = (field: Field): JsonSchema => {
  const codes = closedCodes(field);
  if (codes) return { type: 'string', enum: codes };
  return { type: 'string', minLength: 1, maxLength: field.maxLength ?? STRING_LENGTH };
};

/** Some old clients send a bare value for a list of one. */
export const choicesSent = (field: Field): JsonSchema => {
  if (field.numericCodes) {
    const code = { type: ['integer', 'string'], pattern: '^\\d{1,9}$', minimum: 0, maximum: 999_999_999 };
    return {
      type: ['array', 'integer', 'string', 'null'],
      maxItems: MOST_CHOICES,
      items: code,
      pattern: '^\\d{0,9}$',
      minimum: 0,
      maximum: 999_999_999,
    };
  }
  const bare = closedCodes(field) ? {} : { maxLength: field.maxLength ?? STRING_LENGTH };
  return { type: ['array', 'string', 'null'], maxItems: MOST_CHOICES, items: oneOfMany(field), ...bare };
};

const range = ({ min = -LARGEST, max = LARGEST }: Field): JsonSchema => ({ minimum: min, maximum: max });

export const integerSent = (field: Field): JsonSchema => {
  const { values } = field;
  if (values) return { type: ['integer', 'string', 'null'], enum: [...values, ...values.map(String), ...CLEARING] };
  return {
    type: ['integer', 'string', 'null'],
    pattern: '^(-?\\d{1,15})?$',
    ...range(field),
  };
};

export const numberSent = (field: Field): JsonSchema => ({
  type: ['number', 'string', 'null'],
  pattern: '^(-?\\d{1,15}(\\.\\d{1,15})?)?$',
  ...range(field),
});

export const flagSent = (): JsonSchema => ({ enum: [true, false, 'True', 'False', 'true', 'false', ...CLEARING] });

export const flagOrTimeSent = (): JsonSchema => ({ type: ['boolean', 'string', 'null'], maxLength: TIME_LENGTH });

/** Ids of uploads or URLs (D-12). */
const IMAGE = {
  type: ['integer', 'string'],
  minimum: 1,
  minLength: 1,
  maxLength: URL_LENGTH,
  description: '上传图片得到的 id 或 url',
};

export const imageSent = (): JsonSchema => ({ ...IMAGE, type: ['integer', 'string', 'null'], minLength: 0 });

export const imagesSent = (): JsonSchema => ({
  type: ['array', 'string', 'null'],
  maxLength: 0,
  maxItems: MOST_IMAGES,
  items: IMAGE,
});
