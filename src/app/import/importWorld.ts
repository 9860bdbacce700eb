import type { CaseServices } from '../../api/cases/caseServices.ts';
import type { Database } from '../../api/database.ts';
import type { Actor } from '../../domain/shared/actor.ts';
import type { EventStore } from '../../eventstore/port.ts';
import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';

/** What an import works with. */
export interface ImportServices extends Pick<
  CaseServices,
  'commands' | 'nextIds' | 'pictures' | 'zone' | 'unknownFields'
> {
  readonly db: Database;
  readonly store: EventStore;
}

/** One import under way. */
export interface ImportWorld {
  readonly services: ImportServices;
  readonly actor: Actor;
  readonly caseType: CaseTypeName;
}
