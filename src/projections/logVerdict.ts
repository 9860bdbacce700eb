import type { EventStore } from '../eventstore/port.ts';
import { isHeldSoon, OtherLog, type KnownLast } from './lastEvent.ts';
import { faultOf } from './runnerFault.ts';
import type { ProjectionLog } from './runnerFault.ts';

/** Whether the log is the one that the read models were made of, as far as this process knows. */
export interface LogVerdict {
  /** It may be a node of the store that lags behind for a moment, so this is looked at again until it is false. */
  readonly isOther: boolean;
  /** Tells who remembers something of the log when that may not be in it any more. */
  onDoubt(forget: () => void): void;
}

/** The verdict in the hands of who looks. */
export interface Verdict extends LogVerdict {
  /** Looks for the last event of the read models; a log that is away says nothing. */
  look(last: KnownLast): Promise<void>;
  /** What was away may come back older. */
  doubt(): void;
}

const tell = (log: ProjectionLog, isOther: boolean, last: KnownLast): void => {
  if (isOther && last) log.error(faultOf(new OtherLog(last)), 'nothing is written to this log while it is another one');
  else log.info({}, 'the log is again the one that the read models were made of');
};

export const createVerdict = (store: EventStore, log: ProjectionLog): Verdict => {
  const listeners = new Set<() => void>();
  let isOther = false;
  const doubt = (): void => listeners.forEach((forget) => forget());
  return {
    get isOther() {
      return isOther;
    },
    onDoubt: (forget) => void listeners.add(forget),
    doubt,
    look: async (last) => {
      const isHeld = await isHeldSoon(store, last);
      if (isHeld === undefined || isHeld === !isOther) return;
      isOther = !isHeld;
      doubt();
      tell(log, isOther, last);
    },
  };
};
