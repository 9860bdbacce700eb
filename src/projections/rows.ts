/** The rows of an answer as the author of the statement declared them; PostgreSQL has checked the statement's types. */
export const rowsAs = <Row extends object>(rows: readonly unknown[]): Row[] => rows as Row[];
