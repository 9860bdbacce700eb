import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const Text = Type.String({ minLength: 1 });

const Step = Type.Object(
  {
    /** Catalogue path of the milestone. */
    path: Text,
    opens: Type.Optional(Type.Literal('case')),
    take: Type.Optional(Type.Literal('first')),
  },
  { additionalProperties: false },
);

/** How `--map` describes a log, before its words are held against the catalogue. */
const LogMapFile = Type.Object(
  {
    caseType: Text,
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    encoding: Type.Optional(Text),
    caseKey: Text,
    activity: Text,
    time: Text,
    timeFormat: Text,
    zone: Type.Optional(Text),
    patient: Type.Optional(Type.Record(Type.String(), Text)),
    activities: Type.Record(Type.String(), Step),
  },
  { additionalProperties: false },
);

export type LogMapFile = Static<typeof LogMapFile>;

/** One thing that is wrong with a map: the key as it stands in the file, and what to do about it. */
export interface MapMistake {
  readonly key: string;
  readonly problem: string;
}

const unescaped = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');
const keyOf = (pointer: string): string => pointer.split('/').slice(1).map(unescaped).join('.') || 'the map';

const mistakesIn = (value: unknown): readonly MapMistake[] => {
  const problems = new Map<string, string>();
  for (const { path, message } of Value.Errors(LogMapFile, value)) {
    if (!problems.has(path)) problems.set(path, message);
  }
  return [...problems].map(([path, problem]) => ({ key: keyOf(path), problem: problem.toLowerCase() }));
};

/** The map as its file has it, or everything that is wrong with its shape, by key. */
export const checkMapFile = (
  value: unknown,
): { readonly file: LogMapFile } | { readonly mistakes: readonly MapMistake[] } =>
  Value.Check(LogMapFile, value) ? { file: value } : { mistakes: mistakesIn(value) };
