/** The part of a logger that the store uses; `pino` fits. */
export interface StoreLogger {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}
