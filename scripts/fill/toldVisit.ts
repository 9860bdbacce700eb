import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import type { CaseReference } from '../../src/domain/patient/events.ts';
import type { Story } from './story.ts';

/** The numbers of a visit, as the sequences gave them. */
interface Numbers {
  readonly patientId: number;
  readonly case: CaseReference;
  /** Of the type under which it was registered by mistake. */
  readonly before?: CaseReference;
}

export interface Visit {
  readonly story: Story;
  readonly type: CaseTypeName;
  readonly numbers: Numbers;
  /** Milliseconds since 1970: what is recorded reaches up to here. */
  readonly until: number;
}
