/**
 * What is counted of a metric for a day or a month, in the order in which it is stored; changing it changes stored rows.
 * `real` are the cases whose start is no fallback; only they are held against targets (D-24): `due` of them, `met` kept it.
 */
export const FIGURES = [
  'n',
  'sum',
  'n_real',
  'sum_real',
  'n_missing_start',
  'n_missing_end',
  'n_negative',
  'n_implausible',
  'n_zone_only',
  'n_fallback_end',
  'n_unticked',
  'n_early',
  'due_0',
  'met_0',
  'due_1',
  'met_1',
  'due_2',
  'met_2',
] as const;

export type Figure = (typeof FIGURES)[number];

/** What is counted of a case's own target, then of two goals that all cases share. */
export const TARGET_FIGURES = [
  ['due_0', 'met_0'],
  ['due_1', 'met_1'],
  ['due_2', 'met_2'],
] as const satisfies readonly (readonly [due: Figure, met: Figure])[];

/** Whole numbers in the order of `FIGURES`. */
export type Figures = readonly number[];

const PLACES: ReadonlyMap<Figure, number> = new Map(FIGURES.map((name, place) => [name, place]));

export const NO_FIGURES: Figures = FIGURES.map(() => 0);

export const figuresFrom = (given: Partial<Record<Figure, number>>): Figures => FIGURES.map((name) => given[name] ?? 0);

export const figureOf = (figures: Figures, name: Figure): number => figures[PLACES.get(name) ?? -1] ?? 0;

export const plus = (a: Figures, b: Figures, times = 1): Figures =>
  a.map((each, place) => each + times * (b[place] ?? 0));
