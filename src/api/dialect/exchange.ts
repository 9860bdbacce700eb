import type { Request } from 'express';
import type { Actor } from '../../domain/shared/actor.ts';
import type { SignedIn } from '../accounts/signedIn.ts';
import type { CommandTicket } from './idempotency/commandTicket.ts';

/** One request as a route sees it: parsed, checked, with who asks and how. */
export interface Exchange<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  /** `undefined` in the request is `{}` here when the route takes a body. */
  readonly body: Body;
  /** @throws Problem token_missing on a route that anyone may call */
  readonly signedIn: () => SignedIn;
  /** What goes into the metadata of events. @throws Problem token_missing on a route that anyone may call */
  readonly actor: () => Actor;
  readonly correlationId: string;
  /** Id of the command that this request gives, and the ids handed out for it (D-18). */
  readonly ticket: CommandTicket;
  /** The revisions that `If-Match` allows; none of them when it names no revision at all. */
  readonly ifMatch: readonly number[] | undefined;
  /** `https://host/base`, in front of every address in the answer (E-GEN-14). */
  readonly origin: string;
  /** For what the parts above do not cover: headers, an uploaded file. */
  readonly request: Request;
}
