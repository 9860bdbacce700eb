export type ChoiceCode = string | number | boolean;

/** A list of choices: codes with what people read, in the order in which clients show them. */
export interface ChoiceList {
  readonly label: string;
  readonly values: readonly (readonly [code: ChoiceCode, label: string])[];
  /** A closed list refuses other codes; an open one suggests, and people add their own words (D-05, E-CFG-02). */
  readonly closed: boolean;
}

export const closedList = (label: string, values: ChoiceList['values']): ChoiceList => ({
  label,
  values,
  closed: true,
});

export const openList = (label: string, values: ChoiceList['values']): ChoiceList => ({ label, values, closed: false });
