import type { Request } from 'express';
import type { Actor, ClientKind } from '../../domain/shared/actor.ts';
import type { SignedIn } from '../accounts/signedIn.ts';

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

/** IPv4 clients of a socket that speaks both look like IPv6 ones. */
const MAPPED = /^::ffff:(?=\d+\.)/;

/** Who is behind a request, from where; goes into the metadata of every event. */
export const actorOf = (request: Request, { userId, username }: SignedIn): Actor => ({
  userId,
  user: username,
  client: clientKindOf(request),
  ...(request.ip !== undefined && { address: request.ip.replace(MAPPED, '') }),
});
