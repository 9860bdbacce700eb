import type { RequestHandler } from 'express';
import { refuseBadUrl } from './textGuard.ts';

/** Refuses an address that does not decode to storable text (D-06). @throws Problem malformed_url, bad_text */
export const guardAddress: RequestHandler = (request, _response, next) => {
  refuseBadUrl(request.url);
  next();
};
