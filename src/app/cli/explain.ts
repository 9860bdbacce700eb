import { StreamGone } from '../../eventstore/errors.ts';
import { OtherLog } from '../../projections/lastEvent.ts';
import { OtherZone } from '../../projections/otherZone.ts';
import { ConfigMistakes } from '../config/config.ts';
import { WrongEncoding } from '../database/encoding.ts';
import { DataFolderInUse } from '../dataFolder/dataFolder.ts';
import { NewerTables } from '../migrations/migrate.ts';
import { CannotRun } from '../embeddedPostgres/cannotRun.ts';
import { NoRecord } from '../noRecord.ts';
import { Unusable } from '../unusable.ts';
import { CommandFailed } from './frame.ts';
import { outsideFault } from './outsideFault.ts';

const OF_THE_OPERATOR = [
  CannotRun,
  CommandFailed,
  ConfigMistakes,
  DataFolderInUse,
  NewerTables,
  NoRecord,
  OtherLog,
  OtherZone,
  StreamGone,
  Unusable,
  WrongEncoding,
];

/** What the operator reads of an error: a line if it is theirs to mend, else all that helps to find it. */
export const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (OF_THE_OPERATOR.some((kind) => error instanceof kind)) return error.message;
  return outsideFault(error) ?? error.stack ?? error.message;
};
