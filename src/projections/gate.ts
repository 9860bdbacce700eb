import type { Connection } from './projection.ts';

/** A connection whose statements wait, in their order, until there is one that takes them. */
export interface Gate {
  readonly gate: Connection;
  open(connection: Connection): void;
}

export const createGate = (): Gate => {
  let open: (connection: Connection) => void = () => undefined;
  const opened = new Promise<Connection>((resolve) => void (open = resolve));
  return {
    gate: { query: async (text, values) => (await opened).query(text, values) },
    open: (connection) => open(connection),
  };
};
