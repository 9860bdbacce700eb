import { v5 as uuidV5 } from 'uuid';
import type { CommandContext } from '../../eventstore/command.ts';
import type { ImportWorld } from './importWorld.ts';

/** The same on every run, so that the ids of events are (D-18, D-40). @param key of the opening step */
export const registrationId = (key: string): string => uuidV5('register', key);

/** The command that records one step of a visit that is there already. @param key of the step */
export const recordingId = (key: string): string => uuidV5('record', key);

export const importContext = (
  commandId: string,
  { actor }: ImportWorld,
  { isRepeatable }: { readonly isRepeatable: boolean },
): CommandContext => ({ commandId, correlationId: commandId, actor, isRepeatable });
