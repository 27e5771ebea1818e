-- 0019_verification.sql – whether it is true: a review that decides what counts, people who confirm, checks on the spot.

-- ── A review decides what counts ─────────────────────────────────────────────────────────────────────────────────────

alter table activities.activity drop constraint activity_state_is_unknown;
alter table activities.activity
  add constraint activity_state_is_unknown check (state in ('recorded', 'accepted', 'returned', 'rejected'));
alter table activities.review drop constraint review_verdict_is_unknown;
alter table activities.review
  add constraint review_verdict_is_unknown check (verdict in ('accepted', 'returned', 'rejected', 'reopened')),
  add constraint review_rejection_has_no_reason check (verdict <> 'rejected' or coalesce(char_length(reason), 0) >= 3),
  add constraint review_reopening_has_no_reason check (verdict <> 'reopened' or coalesce(char_length(reason), 0) >= 3);
comment on column activities.activity.state is
  'recorded waits for a checker; accepted and recorded count; returned and rejected count nowhere. A rejected record is changed by nobody until somebody who may reopens it.';

create policy activity_is_reopened on activities.activity for update to lantoa_app
  using (state = 'rejected' and unit_id = any ((select access.units_for('activity.reopen'))::uuid[]))
  with check (state = 'recorded' and unit_id = any ((select access.units_for('activity.reopen'))::uuid[]));
create policy review_is_of_a_reopening on activities.review for insert to lantoa_app
  with check (verdict = 'reopened' and checked_by = access.actor() and exists (
    select from activities.activity where activity.id = review.activity_id
       and activity.unit_id = any ((select access.units_for('activity.reopen'))::uuid[])));
create policy fact_is_posted_on_reopening on figures.fact for insert to lantoa_app
  with check (source_kind = 'activity' and unit_id = any ((select access.units_for('activity.reopen'))::uuid[]));

-- ── Confirmed by people ──────────────────────────────────────────────────────────────────────────────────────────────

create schema verification;
grant usage on schema verification to lantoa_app, lantoa_public;

create table verification.batch (
  id           uuid primary key default uuidv7(),
  activity_id  uuid not null references activities.activity,
  version      integer not null,
  size         integer not null,
  expires_on   date not null,
  issued_by    uuid not null references access.person,
  issued_at    timestamptz not null default now(),
  revoked_at   timestamptz,
  revoked_by   uuid references access.person,
  constraint batch_is_of_no_version      foreign key (activity_id, version) references activities.version (activity_id, number),
  constraint batch_size_is_out_of_range  check (size between 1 and 300),
  constraint batch_expires_out_of_range  check (expires_on between (issued_at at time zone 'Asia/Ho_Chi_Minh')::date
                                                               and (issued_at at time zone 'Asia/Ho_Chi_Minh')::date + 180),
  constraint batch_revocation_is_unsigned check ((revoked_at is null) = (revoked_by is null))
);
comment on table verification.batch is
  'One-use codes that a unit hands to those who attended or benefited. Which code went to whom is written down nowhere.';
create index batch_activity on verification.batch (activity_id, version);
create index batch_issued_by on verification.batch (issued_by);
create index batch_revoked_by on verification.batch (revoked_by);

create table verification.code (
  hash      bytea primary key,
  batch_id  uuid not null references verification.batch,
  is_used   boolean not null default false
);
comment on table verification.code is
  'The hash of a code and whether it was used. No time and no answer: what was said with a code cannot be told from it.';
create index code_batch on verification.code (batch_id);

create table verification.answer (
  -- Random and not by time, and a day without an hour: nothing in it leads to the moment in which a code was used.
  id           uuid primary key default gen_random_uuid(),
  batch_id     uuid not null references verification.batch,
  happened     text not null,
  received     text not null,
  quality      smallint,
  remark       text not null default '',
  answered_on  date not null default (now() at time zone 'Asia/Ho_Chi_Minh')::date,
  constraint answer_happened_is_unsaid check (happened in ('yes', 'no', 'unknown')),
  constraint answer_received_is_unsaid check (received in ('yes', 'partly', 'no')),
  constraint answer_quality_is_unknown check (quality between 1 and 5),
  constraint answer_remark_is_too_long check (char_length(remark) <= 500)
);
comment on table verification.answer is 'What somebody said who had a code. Nobody''s name, no address, no device, no hour.';
create index answer_batch on verification.answer (batch_id);
create trigger answer_is_append_only before update or delete or truncate on verification.answer
  for each statement execute function access.refuse_change();

create table verification.doubt (
  id           uuid primary key default uuidv7(),
  activity_id  uuid not null references activities.activity,
  raised_on    date not null default (now() at time zone 'Asia/Ho_Chi_Minh')::date,
  settled_at   timestamptz,
  settled_by   uuid references access.person,
  settlement   text,
  constraint doubt_is_settled_without_words check (settled_at is null or coalesce(char_length(settlement), 0) >= 3),
  constraint doubt_settlement_is_too_long   check (char_length(settlement) <= 1000),
  constraint doubt_settlement_is_unsigned   check ((settled_at is null) = (settled_by is null))
);
comment on table verification.doubt is 'A question to the checker: somebody said that it did not happen, or that they received nothing.';
create unique index doubt_is_open_already on verification.doubt (activity_id) where settled_at is null;
create index doubt_activity on verification.doubt (activity_id);
create index doubt_settled_by on verification.doubt (settled_by);

alter table verification.batch enable row level security;
alter table verification.code enable row level security;
alter table verification.answer enable row level security;
alter table verification.doubt enable row level security;
grant select, insert, update (revoked_at, revoked_by) on verification.batch to lantoa_app;
grant insert on verification.code to lantoa_app;
grant select on verification.answer to lantoa_app;
grant select, update (settled_at, settled_by, settlement) on verification.doubt to lantoa_app;
create policy batch_is_read on verification.batch for select to lantoa_app
  using (exists (select from activities.activity where activity.id = batch.activity_id));
create policy batch_is_issued on verification.batch for insert to lantoa_app
  with check (issued_by = access.actor() and exists (select from activities.activity where activity.id = batch.activity_id
    and activity.unit_id = any ((select access.units_for('confirmation.issue'))::uuid[])));
create policy batch_is_revoked on verification.batch for update to lantoa_app
  using (exists (select from activities.activity where activity.id = batch.activity_id
    and activity.unit_id = any ((select access.units_for('confirmation.issue'))::uuid[])))
  with check (revoked_by = access.actor());
create policy code_is_issued on verification.code for insert to lantoa_app
  with check (not is_used and exists (select from verification.batch where batch.id = code.batch_id and batch.issued_by = access.actor()));
-- Remarks are for checkers; everybody else gets sums, and only of enough answers.
create policy answer_is_read on verification.answer for select to lantoa_app
  using (exists (select from verification.batch join activities.activity on activity.id = batch.activity_id
    where batch.id = answer.batch_id and activity.unit_id = any ((select access.units_for('confirmation.review'))::uuid[])));
create policy doubt_is_read on verification.doubt for select to lantoa_app
  using (exists (select from activities.activity where activity.id = doubt.activity_id
    and activity.unit_id = any ((select access.units_for('confirmation.review'))::uuid[])));
create policy doubt_is_settled on verification.doubt for update to lantoa_app
  using (exists (select from activities.activity where activity.id = doubt.activity_id
    and activity.unit_id = any ((select access.units_for('confirmation.review'))::uuid[])))
  with check (settled_by = access.actor());

create function verification.tally(asked uuid[])
  returns table (activity_id uuid, sent integer, answered integer, happened integer, not_happened integer, received integer,
                 partly integer, not_received integer, both_yes integer, rated integer, quality numeric)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select activity.id, coalesce(sum(batch.size), 0)::integer, coalesce(sum(said.answered), 0)::integer,
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
      select count(*) as answered, count(*) filter (where answer.happened = 'yes') as happened,
             count(*) filter (where answer.happened = 'no') as not_happened,
             count(*) filter (where answer.received = 'yes') as received,
             count(*) filter (where answer.received = 'partly') as partly,
             count(*) filter (where answer.received = 'no') as not_received,
             count(*) filter (where answer.happened = 'yes' and answer.received = 'yes') as both_yes,
             count(answer.quality) as rated, sum(answer.quality) as quality
        from verification.answer where answer.batch_id = batch.id
    ) as said on true
   where activity.id = any (asked)
     and (access.actor() is null or activity.unit_id = any ((select access.units_for('activity.read'))::uuid[]))
     -- Taking back a batch does not take back what was said, nor the codes that nobody used.
     and (batch.revoked_at is null or said.answered > 0)
   group by activity.id
$$;
comment on function verification.tally is
  'How the codes of some records were answered: sums only. A revoked batch counts as long as somebody has answered.';
revoke execute on function verification.tally from public;
grant execute on function verification.tally to lantoa_app;

create function verification.tally_of_initiative(initiative uuid)
  returns table (activities integer, answered integer, happened integer, received integer, rated integer, quality numeric)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select count(distinct activity.id)::integer, count(*)::integer, (count(*) filter (where answer.happened = 'yes'))::integer,
         (count(*) filter (where answer.received = 'yes'))::integer, count(answer.quality)::integer,
         coalesce(avg(answer.quality), 0)
    from activities.activity
    join verification.batch on batch.activity_id = activity.id join verification.answer on answer.batch_id = batch.id
   where activity.initiative_id = initiative and activity.state = 'accepted'
  having count(*) >= 5
$$;
comment on function verification.tally_of_initiative is 'For everybody: how people answered about an initiative, once five of them have.';
revoke execute on function verification.tally_of_initiative from public;
grant execute on function verification.tally_of_initiative to lantoa_app, lantoa_public;

create function verification.opened_by(code_hash bytea)
  returns table (activity_id uuid, unit_name text, initiative_name text, day date)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select activity.id, unit.name, case when not kind.protects_people then initiative.name end, activity.day
    from verification.code
    join verification.batch on batch.id = code.batch_id
    join activities.activity on activity.id = batch.activity_id
    join initiatives.initiative on initiative.id = activity.initiative_id
    join initiatives.kind on kind.code = initiative.kind
    join org.unit on unit.id = activity.unit_id
   where code.hash = code_hash and not code.is_used and batch.revoked_at is null
     and batch.expires_on >= (now() at time zone 'Asia/Ho_Chi_Minh')::date
$$;
comment on function verification.opened_by is
  'What a code that can still be used asks about. Of an initiative that protects people not even the name.';
revoke execute on function verification.opened_by from public;
grant execute on function verification.opened_by to lantoa_public;

-- ── Checks on the spot ───────────────────────────────────────────────────────────────────────────────────────────────

create table verification.spot_check (
  id                uuid primary key default uuidv7(),
  unit_id           uuid not null references org.unit,
  indicator         text not null constraint spot_check_indicator_is_unknown references figures.indicator,
  kind              text constraint spot_check_kind_is_unknown references initiatives.kind,
  period            text not null,
  purpose           text not null,
  confidence        integer not null,
  tolerable         numeric(4, 1) not null,
  expected          numeric(4, 1) not null,
  commitment        text not null,
  sealed_seed       text not null,
  planned_by        uuid not null references access.person,
  planned_at        timestamptz not null default now(),
  seed              text,
  population_hash   text,
  sample_hash       text,
  population_size   integer,
  sample_size       integer,
  declared          numeric(18, 3),
  drawn_by          uuid references access.person,
  drawn_at          timestamptz,
  conclusion        text,
  estimate          jsonb,
  closed_by         uuid references access.person,
  closed_at         timestamptz,
  constraint spot_check_purpose_is_too_long        check (char_length(purpose) between 3 and 1000),
  constraint spot_check_confidence_is_unknown      check (confidence in (90, 95, 99)),
  constraint spot_check_tolerable_is_out_of_range  check (tolerable between 1 and 30),
  constraint spot_check_expected_is_out_of_range   check (expected between 1 and 50),
  constraint spot_check_commitment_is_malformed    check (commitment ~ '^[0-9a-f]{64}$'),
  constraint spot_check_seed_is_another            check (seed is null or encode(sha256(decode(seed, 'hex')), 'hex') = commitment),
  constraint spot_check_is_drawn_by_half           check (num_nulls(seed, population_hash, sample_hash, population_size, sample_size, declared, drawn_by, drawn_at) in (0, 8)),
  constraint spot_check_is_closed_before_the_draw  check (closed_at is null or drawn_at is not null),
  constraint spot_check_has_no_conclusion          check (num_nulls(conclusion, estimate, closed_by, closed_at) in (0, 4)),
  constraint spot_check_conclusion_is_too_long     check (char_length(conclusion) between 3 and 4000)
);
comment on table verification.spot_check is
  'A check on the spot: what is checked, how surely and how closely; the hash of the seed before the draw, the seed after it; the conclusion.';
create index spot_check_unit on verification.spot_check (unit_id, planned_at desc);
create index spot_check_indicator on verification.spot_check (indicator);
create index spot_check_kind on verification.spot_check (kind);
create index spot_check_planned_by on verification.spot_check (planned_by);
create index spot_check_drawn_by on verification.spot_check (drawn_by);
create index spot_check_closed_by on verification.spot_check (closed_by);

create function verification.keep_to_the_draw() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception using errcode = 'check_violation', constraint = 'spot_check_is_closed', message = 'the spot check is closed';
  end if;
  if old.drawn_at is not null and (new.seed, new.population_hash, new.sample_hash, new.population_size, new.sample_size, new.declared, new.drawn_by, new.drawn_at)
     is distinct from (old.seed, old.population_hash, old.sample_hash, old.population_size, old.sample_size, old.declared, old.drawn_by, old.drawn_at) then
    raise exception using errcode = 'check_violation', constraint = 'spot_check_is_drawn_already', message = 'the sample is drawn already';
  end if;
  return new;
end
$$;
create trigger spot_check_keeps_to_the_draw before update on verification.spot_check
  for each row execute function verification.keep_to_the_draw();

create table verification.candidate (
  check_id     uuid not null references verification.spot_check,
  activity_id  uuid not null references activities.activity,
  version      integer not null,
  amount       numeric(18, 3) not null,
  counted      numeric(24, 8) not null,
  stratum      integer not null,
  is_drawn     boolean not null,
  primary key (check_id, activity_id),
  constraint candidate_counts_nothing check (amount > 0 and counted > 0)
);
comment on table verification.candidate is
  'The list from which a sample was drawn: every record that the figure held at the draw, with what it counted.';
create index candidate_activity on verification.candidate (activity_id);
create trigger candidate_is_append_only before update or delete or truncate on verification.candidate
  for each statement execute function access.refuse_change();

create table verification.finding (
  id            uuid primary key default uuidv7(),
  check_id      uuid not null,
  activity_id   uuid not null,
  outcome       text not null,
  found_amount  numeric(18, 3) not null,
  answers       jsonb not null default '{}',
  note          text not null default '',
  found_by      uuid not null references access.person,
  found_at      timestamptz not null default now(),
  constraint finding_is_of_no_candidate   foreign key (check_id, activity_id) references verification.candidate (check_id, activity_id),
  constraint finding_outcome_is_unknown   check (outcome in ('right', 'different', 'absent', 'out_of_reach')),
  constraint finding_amount_is_negative   check (found_amount >= 0),
  constraint finding_amount_is_misplaced  check (outcome in ('right', 'different') or found_amount = 0),
  constraint finding_has_no_words         check (outcome = 'right' or char_length(note) >= 3),
  constraint finding_note_is_too_long     check (char_length(note) <= 1000)
);
comment on table verification.finding is 'What an inspector found of a drawn record. Until the check is closed the newest one counts.';
create index finding_candidate on verification.finding (check_id, activity_id, found_at);
create index finding_found_by on verification.finding (found_by);
create trigger finding_is_append_only before update or delete or truncate on verification.finding
  for each statement execute function access.refuse_change();

create table verification.proof (
  check_id     uuid not null references verification.spot_check,
  activity_id  uuid not null,
  version      integer not null,
  primary key (check_id, activity_id),
  constraint proof_is_of_no_version foreign key (activity_id, version) references activities.version (activity_id, number)
);
comment on table verification.proof is 'Which version of a record a closed spot check found right, or corrected to what it found.';
create index proof_version on verification.proof (activity_id, version);
create trigger proof_is_append_only before update or delete or truncate on verification.proof
  for each statement execute function access.refuse_change();

alter table verification.spot_check enable row level security;
alter table verification.candidate enable row level security;
alter table verification.finding enable row level security;
alter table verification.proof enable row level security;
grant select, insert,
  update (seed, population_hash, sample_hash, population_size, sample_size, declared, drawn_by, drawn_at, conclusion, estimate, closed_by, closed_at)
  on verification.spot_check to lantoa_app;
grant select, insert on verification.candidate, verification.finding, verification.proof to lantoa_app;
create policy spot_check_is_read on verification.spot_check for select to lantoa_app
  using (unit_id = any ((select access.units_for('spotcheck.read'))::uuid[]));
create policy spot_check_is_planned on verification.spot_check for insert to lantoa_app
  with check (planned_by = access.actor() and unit_id = any ((select access.units_for('spotcheck.plan'))::uuid[]));
create policy spot_check_is_carried_out on verification.spot_check for update to lantoa_app
  using (unit_id = any ((select access.units_for('spotcheck.plan'))::uuid[])
      or unit_id = any ((select access.units_for('spotcheck.record'))::uuid[]));
create policy candidate_is_read on verification.candidate for select to lantoa_app
  using (exists (select from verification.spot_check where spot_check.id = candidate.check_id));
create policy candidate_is_listed on verification.candidate for insert to lantoa_app
  with check (exists (select from verification.spot_check where spot_check.id = candidate.check_id
    and spot_check.closed_at is null and spot_check.unit_id = any ((select access.units_for('spotcheck.plan'))::uuid[])));
create policy finding_is_read on verification.finding for select to lantoa_app
  using (exists (select from verification.spot_check where spot_check.id = finding.check_id));
create policy finding_is_recorded on verification.finding for insert to lantoa_app
  with check (found_by = access.actor() and exists (select from verification.spot_check where spot_check.id = finding.check_id
    and spot_check.closed_at is null and spot_check.unit_id = any ((select access.units_for('spotcheck.record'))::uuid[]))
    and exists (select from verification.candidate where candidate.check_id = finding.check_id
                   and candidate.activity_id = finding.activity_id and candidate.is_drawn));
-- Whoever may see a record may see that a check has proven it, though not the check itself.
create policy proof_is_read on verification.proof for select to lantoa_app
  using (exists (select from activities.activity where activity.id = proof.activity_id));
create policy proof_is_given on verification.proof for insert to lantoa_app
  with check (exists (select from verification.spot_check where spot_check.id = proof.check_id and spot_check.closed_at is null
    and spot_check.unit_id = any ((select access.units_for('spotcheck.record'))::uuid[])));

create function verification.published(check_id uuid)
  returns table (unit_name text, indicator text, kind text, period text, confidence integer, tolerable numeric, expected numeric,
                 commitment text, planned_at timestamptz, seed text, population_hash text, sample_hash text,
                 population_size integer, sample_size integer, declared numeric, drawn_at timestamptz, estimate jsonb, closed_at timestamptz)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select unit.name, spot_check.indicator, spot_check.kind, spot_check.period, spot_check.confidence, spot_check.tolerable, spot_check.expected,
         spot_check.commitment, spot_check.planned_at, spot_check.seed, spot_check.population_hash, spot_check.sample_hash,
         spot_check.population_size, spot_check.sample_size, spot_check.declared, spot_check.drawn_at, spot_check.estimate, spot_check.closed_at
    from verification.spot_check join org.unit on unit.id = spot_check.unit_id where spot_check.id = published.check_id
$$;
comment on function verification.published is
  'What everybody may see of a spot check: what it is about, the hash of the seed before the draw, the seed after it, the result. No record.';
revoke execute on function verification.published from public;
grant execute on function verification.published to lantoa_app, lantoa_public;

create function verification.checks_now(activity uuid) returns boolean
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select exists (
    select from verification.candidate join verification.spot_check on spot_check.id = candidate.check_id
     where candidate.activity_id = activity and candidate.is_drawn and spot_check.closed_at is null
       and spot_check.unit_id = any ((select access.units_for('spotcheck.record'))::uuid[]))
$$;
comment on function verification.checks_now is
  'Whether the person of this transaction carries out a spot check, not closed yet, for which a record was drawn: only then may they change it.';

create policy activity_is_changed_as_found on activities.activity for update to lantoa_app using (verification.checks_now(id));
create policy version_is_written_as_found on activities.version for insert to lantoa_app
  with check (written_by = access.actor() and verification.checks_now(activity_id));
create policy review_is_given_as_found on activities.review for insert to lantoa_app
  with check (verdict = 'rejected' and checked_by = access.actor() and verification.checks_now(activity_id));
create policy fact_is_posted_to_what_was_found on figures.fact for insert to lantoa_app
  with check (source_kind = 'activity' and verification.checks_now(source_id));

-- Photos of what was found hang on the finding, not on the record: the unit's own evidence stays as it was.
alter table evidence.attachment drop constraint attachment_source_is_unknown;
alter table evidence.attachment add constraint attachment_source_is_unknown check (source_kind in ('activity', 'finding'));
create policy attachment_is_of_a_finding on evidence.attachment for insert to lantoa_app
  with check (source_kind = 'finding' and unit_id = any ((select access.units_for('spotcheck.record'))::uuid[]));
create policy attachment_is_closed_as_found on evidence.attachment for update to lantoa_app
  using (source_kind = 'activity' and verification.checks_now(source_id));
create policy file_is_added_by_inspectors on evidence.file for insert to lantoa_app
  with check (cardinality(access.units_for('spotcheck.record')) > 0);
