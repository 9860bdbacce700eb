import type { EventStore } from '../eventstore/port.ts';
import { findHolding, OtherLog, type Holding, type KnownLast } from './lastEvent.ts';
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
  /** False while the read models cannot go on with the log. */
  readonly isHeld: boolean;
  /** Looks for the last event of the read models; a log that is away says nothing. */
  look(last: KnownLast): Promise<void>;
  /** What was away may come back older. */
  doubt(): void;
}

const SAID: Readonly<Record<Holding, string>> = {
  held: 'the log is again the one that the read models were made of',
  other: 'nothing is written to this log while it is another one',
  gone: 'the read models do not go on with this log; what is written to it is not yet shown',
};

const tell = (log: ProjectionLog, holding: Holding, last: KnownLast): void => {
  if (holding === 'held' || !last) log.info({}, SAID.held);
  else log.error(faultOf(new OtherLog(last)), SAID[holding]);
};

export const createVerdict = (store: EventStore, log: ProjectionLog): Verdict => {
  const listeners = new Set<() => void>();
  let holding: Holding = 'held';
  const doubt = (): void => {
    store.forget();
    listeners.forEach((forget) => forget());
  };
  return {
    get isOther() {
      return holding === 'other';
    },
    get isHeld() {
      return holding === 'held';
    },
    onDoubt: (forget) => void listeners.add(forget),
    doubt,
    look: async (last) => {
      const found = await findHolding(store, last);
      if (found === undefined || found === holding) return;
      holding = found;
      doubt();
      tell(log, holding, last);
    },
  };
};
