import type { Request } from 'express';
import type { Actor, ClientKind } from '../../domain/shared/actor.ts';
import type { SignedIn } from '../accounts/signedIn.ts';
import { clientAddressOf } from './clientAddress.ts';

/** Kinds that a client may claim for itself; `import` and `cli` never come through HTTP. */
const CLAIMED: Readonly<Record<string, ClientKind>> = {
  web: 'web',
  android: 'android',
  wristband: 'wristband',
  his: 'his',
  device: 'device',
};

const ANDROID = /okhttp|Dalvik/i;

/** Through what the request came: the header `X-Client`, else what the user agent tells, else the web page. */
const clientKindOf = ({ headers }: Request): ClientKind => {
  const claimed = headers['x-client'];
  const kind = typeof claimed === 'string' ? CLAIMED[claimed.trim().toLowerCase()] : undefined;
  return kind ?? (ANDROID.test(headers['user-agent'] ?? '') ? 'android' : 'web');
};

/** Who is behind a request, from where; goes into the metadata of every event. */
export const actorOf = (request: Request, { userId, username }: SignedIn): Actor => {
  const address = clientAddressOf(request);
  return { userId, user: username, client: clientKindOf(request), ...(address !== undefined && { address }) };
};
