import { CASE_TYPES, findCaseTypeByCode, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import type { Json, Write } from './journal.ts';

/** A patient as the client believes it is; others may have been faster. */
export interface Known {
  readonly patientId: number;
  caseType: CaseTypeName;
  caseId: number;
  readonly wristlet: string;
  archive: 'none' | 'requested' | 'accepted';
  deleted: boolean;
}

/** So few that the requests in flight meet on them. */
const HOT_PATIENTS = 6;

/** The patients that the clients are working on, youngest last. */
export class World {
  readonly #hot: Known[] = [];

  get patients(): readonly Known[] {
    return this.#hot;
  }

  /** What an answer tells about the patient that was written to. */
  learn(write: Write, status: number, body: Json): void {
    const known = this.#hot.find(({ patientId }) => patientId === write.target);
    if (status === 201) this.#add(write, body);
    else if (status === 410 && known && body.to) follow(known, body.to);
    else if (status < 300 && known) change(known, write, body);
    else if (body?.code === 'case_deleted' && known) known.deleted = true;
  }

  #add({ path, body: sent }: Write, { id, patient }: Json): void {
    const caseType = typeOfRoute(path);
    const { wristlet } = sent.patient;
    this.#hot.push({ patientId: patient.id, caseType, caseId: id, wristlet, archive: 'none', deleted: false });
    if (this.#hot.length > HOT_PATIENTS) this.#hot.shift();
  }
}

const typeOfRoute = (path: string): CaseTypeName => {
  const entries = Object.entries(CASE_TYPES) as [CaseTypeName, { route: string }][];
  const found = entries.find(([, { route }]) => path === `/api/${route}/`);
  if (!found) throw new Error(`no case type has the path ${path}`);
  return found[0];
};

const follow = (known: Known, to: Json): void => {
  known.caseType = findCaseTypeByCode(to.case_type) ?? known.caseType;
  known.caseId = to.case_id;
};

const ARCHIVE = { '0': 'none', '1': 'requested', '2': 'accepted', '3': 'none' } as const;

const change = (known: Known, { method, path }: Write, body: Json): void => {
  if (path.includes('switchcase')) follow(known, body);
  else if (method === 'DELETE') known.deleted = true;
  else if (path.endsWith('/restore/')) known.deleted = false;
  else if (path.endsWith('_arch/')) known.archive = ARCHIVE[body.arch_status as keyof typeof ARCHIVE];
};
