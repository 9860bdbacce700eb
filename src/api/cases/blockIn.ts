/** The part of a detail, JSON text, that stands under one key. */
export const blockIn = (detail: string, block: string): string => {
  const document: unknown = JSON.parse(detail);
  return JSON.stringify(typeof document === 'object' && document !== null ? Reflect.get(document, block) : null);
};
