/** A JSON Schema of draft 2020-12 as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;
