import type { Request } from 'express';
import type { SignedIn } from '../accounts/signedIn.ts';
import { actorOf } from '../dialect/actor.ts';
import { ifMatchOf } from '../dialect/conditions.ts';
import type { Exchange } from '../dialect/exchange.ts';
import type { CommandTicket } from '../dialect/idempotency/commandTicket.ts';
import { originOf } from '../dialect/origin.ts';
import { contextOf } from '../dialect/requestContext.ts';
import { Problem } from '../problems/problem.ts';

/** @throws Problem token_missing on a route that anyone may call */
export const getSignedIn = (request: Request): SignedIn => {
  const { signedIn } = contextOf(request);
  if (!signedIn) throw new Problem('token_missing');
  return signedIn;
};

/** A request whose address was found. */
export interface Asked {
  readonly request: Request;
  /** Of the address, by their names in it. */
  readonly params: unknown;
}

/** A request as its route sees it. @throws Problem if_match_invalid */
export const exchangeOf = ({ request, params }: Asked, basePath: string, ticket: CommandTicket): Exchange => {
  const { correlationId } = contextOf(request);
  return {
    params,
    query: request.query,
    body: request.body,
    signedIn: () => getSignedIn(request),
    actor: () => actorOf(request, getSignedIn(request)),
    correlationId,
    ticket,
    ifMatch: ifMatchOf(request),
    origin: originOf(request, basePath),
    request,
  };
};
