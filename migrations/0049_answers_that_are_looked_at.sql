-- 0049_answers_that_are_looked_at.sql – who recorded or accepted holds no codes; answers that came in a crowd wait for an inspector.

-- ── Who may hold codes ───────────────────────────────────────────────────────────────────────────────────────────────

create function verification.is_party(record uuid, person uuid) returns boolean
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select exists (select from activities.version where version.activity_id = record and version.written_by = person)
      or exists (select from activities.review where review.activity_id = record and review.checked_by = person)
$$;
comment on function verification.is_party is 'Whether a person wrote or checked a record, in any of its versions. They may not hold its codes.';
revoke execute on function verification.is_party from public;
grant execute on function verification.is_party to lantoa_app;

create function verification.is_party_named(record uuid, given text) returns boolean
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select exists (
    select from access.person
     where verification.is_party(record, person.id)
       and lower(normalize(given, NFC)) like '%' || lower(regexp_replace(normalize(person.name, NFC), '([\\%_])', '\\\1', 'g')) || '%')
$$;
comment on function verification.is_party_named is 'Whether a text names somebody who wrote or checked a record.';
revoke execute on function verification.is_party_named from public;
grant execute on function verification.is_party_named to lantoa_app;

alter table verification.batch
  add column printing       integer not null default 0,
  add column printed_by     uuid references access.person,
  add column printed_at     timestamptz,
  add column handed_out_by  text,
  add constraint batch_printing_is_unsigned check (num_nulls(printed_by, printed_at, handed_out_by) = case when printing = 0 then 3 else 0 end),
  add constraint handed_out_by_is_too_long  check (char_length(handed_out_by) between 3 and 200);
comment on column verification.batch.printing is
  'How often the slips were printed. Codes are made at the printing and shown this once; the next printing makes the unused ones void. 0 with codes: made before printing was once.';
comment on column verification.batch.handed_out_by is 'Who hands the slips to people, in words: nobody who wrote or checked the record.';
create index batch_printed_by on verification.batch (printed_by);
grant update (printing, printed_by, printed_at, handed_out_by) on verification.batch to lantoa_app;
grant select, delete on verification.code to lantoa_app;

drop policy batch_is_issued on verification.batch;
create policy batch_is_issued on verification.batch for insert to lantoa_app
  with check (issued_by = access.actor() and not verification.is_party(activity_id, access.actor())
    and exists (select from activities.activity where activity.id = batch.activity_id
                   and activity.unit_id = any ((select access.units_for('confirmation.issue'))::uuid[])));
drop policy batch_is_revoked on verification.batch;
create policy batch_is_changed on verification.batch for update to lantoa_app
  using (exists (select from activities.activity where activity.id = batch.activity_id
    and activity.unit_id = any ((select access.units_for('confirmation.issue'))::uuid[])))
  with check (revoked_by = access.actor()
    or (printed_by = access.actor() and revoked_at is null and not verification.is_party(activity_id, access.actor())));
drop policy code_is_issued on verification.code;
create policy code_is_printed on verification.code for insert to lantoa_app
  with check (not is_used and exists (select from verification.batch where batch.id = code.batch_id and batch.printed_by = access.actor()));
create policy code_is_seen_by_its_printer on verification.code for select to lantoa_app
  using (exists (select from verification.batch where batch.id = code.batch_id and batch.printed_by = access.actor()));
create policy code_is_voided on verification.code for delete to lantoa_app
  using (not is_used and exists (select from verification.batch where batch.id = code.batch_id and batch.printed_by = access.actor()));

-- ── Answers that came in a crowd ─────────────────────────────────────────────────────────────────────────────────────

create table verification.arrival (
  answer_id    uuid primary key references verification.answer,
  activity_id  uuid not null references activities.activity,
  place        bytea not null,
  device       bytea,
  arrived_at   timestamptz not null
);
comment on table verification.arrival is
  'From where and when an answer came: keyed hashes, good for one record alone, by which answers of one machine or one moment are found. Forgotten when the codes of the record are over. Nothing leads to the code.';
create index arrival_activity on verification.arrival (activity_id, arrived_at);

create table verification.hold (
  id           uuid primary key default uuidv7(),
  activity_id  uuid not null references activities.activity,
  raised_on    date not null default org.today(),
  answers      integer not null,
  places       integer not null,
  minutes      integer not null,
  settled_at   timestamptz,
  settled_by   uuid references access.person,
  counts       boolean,
  settlement   text,
  constraint hold_is_of_no_answers         check (answers > 0 and places > 0 and minutes >= 0),
  constraint hold_is_settled_by_half       check (num_nulls(settled_at, settled_by, counts, settlement) in (0, 4)),
  constraint hold_settlement_is_too_long   check (char_length(settlement) between 3 and 1000)
);
comment on table verification.hold is
  'Answers about one record that came from one place or within minutes. They count only after an inspector has looked and said so.';
create unique index hold_is_open_already on verification.hold (activity_id) where settled_at is null;
create index hold_activity on verification.hold (activity_id);
create index hold_settled_by on verification.hold (settled_by);

create table verification.held (
  answer_id  uuid primary key references verification.answer,
  hold_id    uuid not null references verification.hold
);
comment on table verification.held is 'Which answers a hold is about. An answer is held once.';
create index held_hold on verification.held (hold_id);

create function verification.holds_codes(record uuid, person uuid) returns boolean
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select exists (select from verification.batch where batch.activity_id = record and person in (batch.issued_by, batch.printed_by))
$$;
comment on function verification.holds_codes is 'Whether a person made or printed codes of a record. They do not look at its answers.';
revoke execute on function verification.holds_codes from public;
grant execute on function verification.holds_codes to lantoa_app;

create function verification.lock_record(record uuid) returns void
  language sql security definer set search_path = verification, pg_catalog as $$
  select from activities.activity where id = record for update
$$;
comment on function verification.lock_record is 'Makes those who answer about a record, and those who look at its answers, wait for one another.';
revoke execute on function verification.lock_record from public;
grant execute on function verification.lock_record to lantoa_app;

alter table verification.arrival enable row level security;
alter table verification.hold enable row level security;
alter table verification.held enable row level security;
grant select, update (settled_at, settled_by, counts, settlement) on verification.hold to lantoa_app;
create policy hold_is_read on verification.hold for select to lantoa_app
  using (exists (select from activities.activity where activity.id = hold.activity_id
    and activity.unit_id = any ((select access.units_for('confirmation.inspect'))::uuid[])));
create policy hold_is_settled on verification.hold for update to lantoa_app
  using (settled_at is null and exists (select from activities.activity where activity.id = hold.activity_id
    and activity.unit_id = any ((select access.units_for('confirmation.inspect'))::uuid[])))
  with check (settled_by = access.actor() and not verification.is_party(activity_id, access.actor())
    and not verification.holds_codes(activity_id, access.actor()));
create policy fact_is_posted_on_looking_at_answers on figures.fact for insert to lantoa_app
  with check (source_kind = 'activity' and exists (select from verification.hold
    where hold.activity_id = fact.source_id and hold.settled_by = access.actor() and hold.settled_at = now()));

-- ── What counts ──────────────────────────────────────────────────────────────────────────────────────────────────────

create function verification.standing_of(asked uuid)
  returns table (happened text, received text, quality smallint, standing text)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select answer.happened, answer.received, answer.quality,
         case
           -- A “no” counts at once: nobody gains a level by it.
           when answer.happened = 'no' or answer.received = 'no' then 'counts'
           when hold.id is not null and hold.settled_at is null then 'waits'
           when hold.id is not null and not hold.counts then 'refused'
           when of_party.holds then 'refused'
           else 'counts'
         end
    from verification.batch
    cross join lateral (select verification.is_party(batch.activity_id, batch.issued_by)
                            or verification.is_party(batch.activity_id, batch.printed_by) as holds offset 0) as of_party
    join verification.answer on answer.batch_id = batch.id
    left join verification.held on held.answer_id = answer.id
    left join verification.hold on hold.id = held.hold_id
   where batch.id = asked
$$;
comment on function verification.standing_of is
  'The answers to a batch, and which count: not those that wait for an inspector or were refused, nor those with codes that were in the hands of who wrote or checked the record.';
revoke execute on function verification.standing_of from public;

drop function verification.tally(uuid[]);
create function verification.tally(asked uuid[])
  returns table (activity_id uuid, sent integer, answered integer, waiting integer, happened integer, not_happened integer,
                 received integer, partly integer, not_received integer, both_yes integer, rated integer, quality numeric)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select activity.id, coalesce(sum(batch.size), 0)::integer, coalesce(sum(said.answered), 0)::integer, coalesce(sum(said.waiting), 0)::integer,
         coalesce(sum(said.happened), 0)::integer, coalesce(sum(said.not_happened), 0)::integer,
         coalesce(sum(said.received), 0)::integer, coalesce(sum(said.partly), 0)::integer,
         coalesce(sum(said.not_received), 0)::integer, coalesce(sum(said.both_yes), 0)::integer,
         coalesce(sum(said.rated), 0)::integer, coalesce(sum(said.quality) / nullif(sum(said.rated), 0), 0)
    from activities.activity
    join activities.version as stands on stands.activity_id = activity.id and stands.number = activity.version
    left join activities.version as issued on issued.activity_id = activity.id
      -- A correction of the figures or the day begins anew; one of the words does not.
      and issued.answers = stands.answers and issued.day = stands.day
    left join verification.batch on batch.activity_id = activity.id and batch.version = issued.number
    left join lateral (
      select count(*) as came, count(*) filter (where is_counted) as answered, count(*) filter (where standing = 'waits') as waiting,
             count(*) filter (where is_counted and happened = 'yes') as happened,
             count(*) filter (where is_counted and happened = 'no') as not_happened,
             count(*) filter (where is_counted and received = 'yes') as received,
             count(*) filter (where is_counted and received = 'partly') as partly,
             count(*) filter (where is_counted and received = 'no') as not_received,
             count(*) filter (where is_counted and happened = 'yes' and received = 'yes') as both_yes,
             count(quality) filter (where is_counted) as rated, sum(quality) filter (where is_counted) as quality
        from verification.standing_of(batch.id), lateral (select standing = 'counts' as is_counted) as counted
    ) as said on true
   where activity.id = any (asked)
     and (access.actor() is null or activity.unit_id = any ((select access.units_for('activity.read'))::uuid[]))
     -- Taking back a batch does not take back what was said, nor the codes that nobody used.
     and (batch.revoked_at is null or said.came > 0)
   group by activity.id
$$;
comment on function verification.tally is
  'How the codes of some records were answered: sums only, and how many answers wait for an inspector. A revoked batch counts as long as somebody has answered.';
revoke execute on function verification.tally from public;
grant execute on function verification.tally to lantoa_app;

drop function verification.tally_of_initiative(uuid);
create function verification.tally_of_initiative(initiative uuid)
  returns table (activities integer, answered integer, waiting integer, happened integer, received integer, rated integer, quality numeric)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select count(distinct activity.id) filter (where said.standing = 'counts')::integer, count(*) filter (where said.standing = 'counts')::integer,
         (count(*) filter (where said.standing = 'waits'))::integer,
         (count(*) filter (where said.standing = 'counts' and said.happened = 'yes'))::integer,
         (count(*) filter (where said.standing = 'counts' and said.received = 'yes'))::integer,
         (count(said.quality) filter (where said.standing = 'counts'))::integer,
         coalesce(avg(said.quality) filter (where said.standing = 'counts'), 0)
    from activities.activity
    join verification.batch on batch.activity_id = activity.id
    cross join lateral verification.standing_of(batch.id) as said
   where activity.initiative_id = initiative and activity.state = 'accepted'
  having count(*) filter (where said.standing = 'counts') >= 5
$$;
comment on function verification.tally_of_initiative is
  'For everybody: how people answered about an initiative, once five answers count; and how many wait for an inspector.';
revoke execute on function verification.tally_of_initiative from public;
grant execute on function verification.tally_of_initiative to lantoa_app, lantoa_public;

create function verification.waiting_in(unit uuid, asked text, since date, before date) returns integer
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select count(*)::integer
    from verification.hold
    join activities.activity on activity.id = hold.activity_id
    join verification.batch on batch.activity_id = activity.id
    join lateral verification.standing_of(batch.id) as said on said.standing = 'waits'
   where hold.settled_at is null and activity.day >= since and activity.day < before
     and exists (select from org.beneath where beneath.ancestor_id in (select org.scope(unit)) and beneath.unit_id = activity.unit_id
                    and beneath.valid @> activity.day)
     and unit = any ((select access.units_for('figure.read'))::uuid[])
     and (asked is null or exists (select from figures.fact where fact.source_kind = 'activity' and fact.source_id = activity.id and fact.indicator = asked))
$$;
comment on function verification.waiting_in is
  'How many answers wait for an inspector about records of a unit and all beneath it, of some days, that count for an indicator (null: for any).';
revoke execute on function verification.waiting_in from public;
grant execute on function verification.waiting_in to lantoa_app;
