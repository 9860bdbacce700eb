import type { RequestHandler } from 'express';

const TUNNELLED: Readonly<Record<string, string>> = { put: 'PUT', delete: 'DELETE' };

/** PUT and DELETE also arrive as POST with the header `method: put|delete` (E-GEN-04); any other value is ignored. */
export const methodOverride: RequestHandler = (request, _response, next) => {
  const header = request.headers['method'];
  if (request.method === 'POST' && typeof header === 'string') {
    request.method = TUNNELLED[header.trim().toLowerCase()] ?? request.method;
  }
  next();
};
