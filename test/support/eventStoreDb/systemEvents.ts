import { randomUUID } from 'node:crypto';
import type { EventLog } from './eventLog.ts';

const systemEvent = (type: string, data: unknown) => ({
  id: randomUUID(),
  type,
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify(data)),
  metadata: new Uint8Array(),
});

/** What a real server has written before anybody else comes: no event of ours is the first, and `$all` is never empty. */
export const writeSystemEvents = async (log: EventLog): Promise<void> => {
  const user = systemEvent('$UserCreated', { loginName: 'admin', groups: ['$admins'] });
  await log.append({ stream: '$user-admin', expected: 'noStream', events: [user] });
  const metadata = systemEvent('$metadata', { $acl: { $r: '$admins', $w: '$admins' } });
  await log.append({ stream: '$$$user-admin', expected: 'noStream', events: [metadata] });
};
