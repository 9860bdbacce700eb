import type { ChoiceCode, ChoiceList } from './choiceList.ts';
import { archiveChoices } from './choices/archive.ts';
import { arrivalChoices } from './choices/arrival.ts';
import { bleedingChoices } from './choices/bleeding.ts';
import { chestPainChoices } from './choices/chestPain.ts';
import { messagesChoices } from './choices/messages.ts';
import { outcomeChoices } from './choices/outcome.ts';
import { personChoices } from './choices/person.ts';
import { signsChoices } from './choices/signs.ts';
import { statisticsChoices } from './choices/statistics.ts';
import { strokeChoices } from './choices/stroke.ts';

/** Every list of choices by its own name; clients ask for some by that name, so the odd spellings stay. */
export const CHOICES = {
  ...archiveChoices,
  ...arrivalChoices,
  ...bleedingChoices,
  ...chestPainChoices,
  ...messagesChoices,
  ...outcomeChoices,
  ...personChoices,
  ...signsChoices,
  ...statisticsChoices,
  ...strokeChoices,
} as const;

export type ChoiceListName = keyof typeof CHOICES;

const isName = (name: string): name is ChoiceListName => Object.hasOwn(CHOICES, name);

export const CHOICE_LIST_NAMES: readonly ChoiceListName[] = Object.keys(CHOICES).filter(isName);

/** Codes are looked up as text, so that 429 and "429" find the same label. */
const LABELS: ReadonlyMap<ChoiceListName, ReadonlyMap<string, string>> = new Map(
  CHOICE_LIST_NAMES.map((name) => [name, new Map(CHOICES[name].values.map(([code, label]) => [String(code), label]))]),
);

export const getChoiceList = (name: ChoiceListName): ChoiceList => CHOICES[name];

/** What people read for a code; undefined for words that somebody added to an open list. */
export const findChoiceLabel = (name: ChoiceListName, code: ChoiceCode): string | undefined =>
  LABELS.get(name)?.get(String(code));
