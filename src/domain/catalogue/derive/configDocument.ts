import { FIELDS } from '../catalogue.ts';
import type { ChoiceCode } from '../choiceList.ts';
import { CHOICE_LIST_NAMES, getChoiceList, type ChoiceListName } from '../choices.ts';
import type { Field } from '../fields.ts';

interface ConfigChoice {
  readonly value: ChoiceCode;
  readonly label: string;
}

export type ConfigDocument = Readonly<Record<string, readonly ConfigChoice[]>>;

/** Beside cases, the resources whose lists clients look up by the field's name (E-CFG-01: channel_type, hz_type). */
const NAMED_BY_FIELD = /^(user|mdt)\./;

const isNamedByField = ({ caseTypes, path }: Field): boolean => caseTypes.length > 0 || NAMED_BY_FIELD.test(path);

const choicesIn = (name: ChoiceListName): readonly ConfigChoice[] =>
  getChoiceList(name).values.map(([value, label]) => ({ value, label }));

/**
 * Every list of choices: under the name of each case or user field that uses it, and under its own (D-19, E-CFG-01 to
 * E-CFG-04).
 */
export const configDocument = (): ConfigDocument => {
  const byField = FIELDS.filter(isNamedByField).flatMap(({ name, choices }) =>
    choices ? [[name, choicesIn(choices)] as const] : [],
  );
  const byList = CHOICE_LIST_NAMES.map((name) => [name, choicesIn(name)] as const);
  return Object.fromEntries([...byField, ...byList]);
};
