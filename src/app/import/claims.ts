import type { Database } from '../../api/database.ts';
import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';

/** The case under which a step stands, or will. */
export interface Home {
  readonly patientId: number;
  readonly caseType: CaseTypeName;
  readonly caseId: number;
}

export interface Claim extends Home {
  readonly key: string;
  /** Its event is in the log. */
  readonly done: boolean;
}

/** Claims by the key of the step. */
export type Claims = ReadonlyMap<string, Claim>;

const COLUMNS = `key, patient_id::float8 as "patientId", case_type as "caseType", case_id::float8 as "caseId", done`;

const WANTED =
  'unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[]) as wanted (key, patient_id, case_type, case_id)';

const byKey = (rows: readonly Claim[]): Claims => new Map(rows.map((row) => [row.key, row]));

/** In the order of the keys, so that two imports at once never wait for each other in a circle. */
const valuesOf = (wanted: readonly (Home & { readonly key: string })[]): unknown[] => {
  const sorted = [...wanted].sort((a, b) => (a.key < b.key ? -1 : 1));
  return [
    sorted.map(({ key }) => key),
    sorted.map(({ patientId }) => patientId),
    sorted.map(({ caseType }) => caseType),
    sorted.map(({ caseId }) => caseId),
  ];
};

const FIND = {
  name: 'import_find',
  text: `select ${COLUMNS} from greenlane.import_steps where key = any ($1::uuid[])`,
};

export const findClaims = async (db: Database, keys: readonly string[]): Promise<Claims> => {
  const { rows } = await db.query<Claim>({ ...FIND, values: [keys] });
  return byKey(rows);
};

// The update changes nothing: it makes the statement answer the claims of others too.
const CLAIM = {
  name: 'import_claim',
  text: `insert into greenlane.import_steps as known (key, patient_id, case_type, case_id)
    select * from ${WANTED} order by key
    on conflict (key) do update set key = known.key
    returning ${COLUMNS}`,
};

/** Takes steps for their visits, before anything is decided; where another import was faster, its claim is answered. */
export const claimSteps = async (
  db: Database,
  wanted: readonly (Home & { readonly key: string })[],
): Promise<Claims> => {
  if (wanted.length === 0) return new Map();
  const { rows } = await db.query<Claim>({ ...CLAIM, values: valuesOf(wanted) });
  return byKey(rows);
};

const FINISH = {
  name: 'import_finish',
  text: `update greenlane.import_steps as known
    set patient_id = wanted.patient_id, case_type = wanted.case_type, case_id = wanted.case_id, done = true
    from (select * from ${WANTED} order by key) as wanted where known.key = wanted.key`,
};

/** Notes that the events of these steps are in the log. */
export const finishSteps = async (db: Database, done: readonly (Home & { readonly key: string })[]): Promise<void> => {
  if (done.length > 0) await db.query({ ...FINISH, values: valuesOf(done) });
};
