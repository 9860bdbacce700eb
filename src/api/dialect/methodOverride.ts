import type { Request } from 'express';

const TUNNELLED: Readonly<Record<string, string>> = { put: 'PUT', delete: 'DELETE' };

/**
 * What is asked for: PUT and DELETE also arrive as POST with the header `method: put|delete` (E-GEN-04); any other
 * value is ignored.
 */
export const methodAsked = ({ method, headers }: Request): string => {
  const header = headers['method'];
  if (method !== 'POST' || typeof header !== 'string') return method;
  return TUNNELLED[header.trim().toLowerCase()] ?? method;
};
