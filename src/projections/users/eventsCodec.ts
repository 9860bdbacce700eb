import { USER_STREAMS, type UserEvent, type UserEvents } from '../../domain/user/events.ts';
import type { ProjectionBatch } from '../projection.ts';

export type OtherEvent = ProjectionBatch['others'][number];

/** The data of a `UserAdded`; the stream says that the event is a user's, and its writer gave it this shape. */
export const findAdded = (event: OtherEvent): UserEvents['UserAdded'] | undefined => {
  if (!event.stream.startsWith(USER_STREAMS)) return undefined;
  const { type, data } = event as UserEvent;
  return type === 'UserAdded' ? data : undefined;
};
