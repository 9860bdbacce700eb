/**
 * JSON is kept as `text`, because the hash chain covers its bytes (D-33). Streams compare by byte, so that no update of
 * a collation can reorder the index.
 */
const TABLES = `
create schema if not exists eventstore;
create table if not exists eventstore.events (
  position bigint primary key,
  stream text collate "C" not null,
  revision integer not null,
  id uuid not null unique,
  type text not null,
  data text not null,
  metadata text not null,
  unique (stream, revision)
);`;

/** The channel on which appends say the position of their last event. */
export const CHANNEL = 'eventstore';

/** A notice of its own, for appends that carried none. */
export const TELL_END = `select pg_notify('${CHANNEL}', max(position)::text) from eventstore.events`;

/** Any number that no other lock of the database uses; the text is "glev" in ASCII. */
const APPEND_LOCK = 0x676c6576;

/**
 * Appends a batch and commits, in one round trip. One lock is held until the end of the transaction, so positions are
 * gapless in commit order whichever process appends (D-32): who sees an event sees all before it.
 *
 * `p_streams`, `p_expected`, `p_counts` have an element an append; the others one an event, and the long texts come
 * joined by `p_separator`, which is taken apart faster than an array is read; `p_tell` asks for a notice. When all streams are
 * different (`p_distinct`) and every revision is as expected, one statement stores all of it and `verdicts` is null;
 * else each append is judged on what its predecessors left. A repeated append shows by its revision, as its own events
 * have moved the stream on; one that expects the revision of today fails on its ids, and its batch is sent again to be
 * judged one by one.
 *
 * Plans are made once a connection, maybe while the table was empty, so the store's connections rule out scans of the
 * whole table. The lock and the notice are assignments, which cost less than statements; a statement after the lock
 * sees what its last holder did.
 */
const APPEND_FUNCTION = `
create or replace function eventstore.append_batch(
  p_distinct boolean, p_streams text[], p_expected integer[], p_counts integer[],
  p_event_streams text[], p_revisions integer[], p_ids uuid[], p_types text[], p_data text, p_metadata text,
  p_separator text, p_tell boolean, out first_position bigint, out verdicts json
) language plpgsql as $function$
declare
  locked text;
  head bigint;
  as_expected boolean;
begin
  locked := pg_advisory_xact_lock(${APPEND_LOCK})::text;
  select coalesce((select position from eventstore.events order by position desc limit 1), 0),
      p_distinct
      and not exists (
        select from unnest(p_streams, p_expected) as a(stream, expected)
        where expected <> coalesce(
          (select e.revision from eventstore.events e where e.stream = a.stream order by e.revision desc limit 1), -1))
    into head, as_expected;
  first_position := head + 1;
  if as_expected then
    insert into eventstore.events (position, stream, revision, id, type, data, metadata)
      select head + n, stream, revision, id, type, data, metadata
      from unnest(p_event_streams, p_revisions, p_ids, p_types, string_to_array(p_data, p_separator),
        string_to_array(p_metadata, p_separator)) with ordinality as e(stream, revision, id, type, data, metadata, n);
    head := head + cardinality(p_ids);
  else
    select v.head, v.verdicts into head, verdicts from eventstore.append_each(
      head, p_streams, p_expected, p_counts, p_ids, p_types, string_to_array(p_data, p_separator),
      string_to_array(p_metadata, p_separator)) v;
  end if;
  if p_tell and head >= first_position then
    locked := pg_notify('${CHANNEL}', head::text)::text;
  end if;
end $function$;`;

/** The appends of a batch one after another; each has a verdict: stored or known (first, last, position), or refused. */
const APPEND_EACH_FUNCTION = `
create or replace function eventstore.append_each(
  inout head bigint, p_streams text[], p_expected integer[], p_counts integer[],
  p_ids uuid[], p_types text[], p_data text[], p_metadata text[], out verdicts json
) language plpgsql as $function$
declare
  given json[] := '{}';
  known record;
  actual integer;
  lower_bound integer := 1;
  upper_bound integer;
begin
  for n in 1 .. cardinality(p_streams) loop
    upper_bound := lower_bound + p_counts[n] - 1;
    select count(*) as count, min(revision) as first, max(revision) as last, max(position) as position,
        bool_and(stream = p_streams[n]) and array_agg(id order by revision) = p_ids[lower_bound:upper_bound]
          and max(revision) - min(revision) + 1 = p_counts[n] as same
      into known from eventstore.events where id = any(p_ids[lower_bound:upper_bound]);
    select coalesce(max(revision), -1) into actual from eventstore.events where stream = p_streams[n];
    if known.count > 0 and known.same then
      given := given || json_build_object('first', known.first, 'last', known.last, 'position', known.position::text);
    elsif known.count > 0 then
      given := given || json_build_object('taken', true);
    elsif actual <> p_expected[n] then
      given := given || json_build_object('actual', actual);
    else
      insert into eventstore.events (position, stream, revision, id, type, data, metadata)
        select head + i, p_streams[n], actual + i, id, type, data, metadata
        from unnest(p_ids[lower_bound:upper_bound], p_types[lower_bound:upper_bound], p_data[lower_bound:upper_bound],
          p_metadata[lower_bound:upper_bound]) with ordinality as e(id, type, data, metadata, i);
      head := head + p_counts[n];
      given := given || json_build_object('first', actual + 1, 'last', actual + p_counts[n], 'position', head::text,
        'stored', true);
    end if;
    lower_bound := upper_bound + 1;
  end loop;
  verdicts := array_to_json(given);
end $function$;`;

/** Several processes may start at the same moment, and `if not exists` alone does not stand that. */
export const MIGRATION = `
begin;
select pg_advisory_xact_lock(${APPEND_LOCK});
${TABLES}
${APPEND_EACH_FUNCTION}
${APPEND_FUNCTION}
commit;`;
