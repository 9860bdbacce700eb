/** The part of a pool of PostgreSQL connections that queries use; read models are found through its `search_path`. */
export interface ReadDatabase {
  /** A named statement is planned once per connection, so its name stands for one text. */
  query<Row extends object>(statement: {
    readonly name?: string;
    readonly text: string;
    readonly values?: unknown[];
  }): Promise<{ rows: Row[] }>;
}
