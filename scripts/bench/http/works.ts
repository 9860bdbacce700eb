/** What is measured; `script` is for `wrk`, `sql` for `pgbench` on the tables of the CRUD peer. */
export interface Work {
  readonly name: string;
  readonly script: string;
  readonly connections: number;
  /** Whether the CRUD peer has such an address. */
  readonly ofPeer: boolean;
  /** The statements behind it, in variables `cases`, for the database alone; none where they would not be the same work. */
  readonly sql?: string;
  /** Times the requests a second of the CRUD peer with the fewest cases. */
  readonly toReach?: number;
  /** A percentile with more cases, in times that with the fewest. */
  readonly mostSlower?: { readonly of: 'p50Ms' | 'p95Ms'; readonly times: number };
  /** The p99 in times the p50. */
  readonly mostSpread?: number;
}

const wrk = (name: string): string => `scripts/bench/http/wrk/${name}.lua`;

const COLUMNS = 'a.*, p.name, p.gender, p.wristlet, p.pat_med_card, p.illness_grade';
const JOINED = 'peer_apoplexy a join peer_patient p on p.id = a.patient_id';

const pageWhere = (where: string): string => `
select count(*) from ${JOINED} where ${where};
select ${COLUMNS} from ${JOINED} where ${where} order by a.created_time desc, a.id desc limit 20 offset :page * 20;`;

const LIST_SQL = `\\set page random(0, 4)
select count(*) from peer_apoplexy;
select ${COLUMNS} from ${JOINED} order by a.created_time desc, a.id desc limit 20 offset :page * 20;`;

const FILTERED_SQL = `\\set page random(0, 4)
\\set kind random(1, 6)
\\set treatment random(429, 430)
\\set origin random(1, 4)
\\set gender random(1, 2)
\\if :kind = 1${pageWhere(`treatment_type = :treatment::text`)}
\\elif :kind = 2${pageWhere(`come_from = :origin::text`)}
\\elif :kind = 3${pageWhere(`gender = :gender::text`)}
\\elif :kind = 4${pageWhere(`treatment_type = :treatment::text and come_from = :origin::text`)}
\\elif :kind = 5${pageWhere(`come_from = :origin::text and gender = :gender::text`)}
\\else${pageWhere(`gender = :gender::text and treatment_type = :treatment::text`)}
\\endif`;

const COUNT_SQL = `select date_trunc('month', created_time), avg(rs_medication_time - hospital_arrive_time)
from peer_apoplexy where rs_medication_time is not null and hospital_arrive_time is not null group by 1 order by 1;`;

const HISTORY_SQL = `\\set id random(1, :cases)
select * from peer_history where table_name = 'apoplexy_apoplexy' and instance_id = :id order by at;`;

const DETAIL_SQL = `\\set id random(1, :cases)
select ${COLUMNS} from ${JOINED} where a.id = :id;`;

const WRISTBAND_SQL = `\\set id random(1, :cases)
begin;
select a.id from ${JOINED} where p.wristlet = :id::text for update;
update peer_apoplexy set ct_start_time = now() where id = :id;
insert into peer_history (table_name, instance_id, field, old, new, at)
  values ('apoplexy_apoplexy', :id, 'ct_start_time', null, now()::text, now());
commit;`;

/** Design, "What it must reach". */
export const WORKS: readonly Work[] = [
  {
    name: 'list page',
    script: wrk('list'),
    connections: 8,
    ofPeer: true,
    sql: LIST_SQL,
    toReach: 20,
    mostSlower: { of: 'p95Ms', times: 2 },
  },
  {
    name: 'filtered list page',
    script: wrk('filtered'),
    connections: 8,
    ofPeer: true,
    sql: FILTERED_SQL,
    toReach: 20,
    mostSlower: { of: 'p95Ms', times: 2 },
  },
  {
    name: 'count by month',
    script: wrk('count'),
    connections: 8,
    ofPeer: true,
    sql: COUNT_SQL,
    toReach: 150,
    // "The same time", as far as two medians can tell.
    mostSlower: { of: 'p50Ms', times: 1.25 },
  },
  { name: 'count by month, between any two days', script: wrk('countDays'), connections: 8, ofPeer: false },
  { name: 'history of a case', script: wrk('history'), connections: 8, ofPeer: true, sql: HISTORY_SQL, toReach: 4 },
  { name: 'time nodes of a case', script: wrk('timeNode'), connections: 16, ofPeer: false, mostSpread: 3 },
  { name: 'detail of a case', script: wrk('detail'), connections: 16, ofPeer: true, sql: DETAIL_SQL, mostSpread: 3 },
  // Last, since it changes what is there.
  { name: 'wristband write', script: wrk('wristband'), connections: 16, ofPeer: true, sql: WRISTBAND_SQL, toReach: 5 },
];
