import { PATIENT_STREAMS } from './patient/events.ts';
import { USER_STREAMS } from './user/events.ts';

/**
 * What the names of the record's own streams begin with, all of them: an EventStoreDB may hold streams of other
 * applications too, and only those of the record are read, counted and audited.
 */
export const RECORD_STREAMS: readonly string[] = [PATIENT_STREAMS, USER_STREAMS];
