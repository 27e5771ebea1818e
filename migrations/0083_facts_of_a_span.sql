-- 0083_facts_of_a_span.sql – amounts that were counted for many days together, and for no day, month or year of them.
--
-- “Five years of sessions: 480” says nothing of June of the last year. Such a fact has its first and its last day, counts in
-- a period that contains both, and is told beside every other period that it overlaps. It never enters the roll-up, whose
-- months could not hold it: these facts are few and are read beside it. Reasons: docs/decisions/0063-facts-of-a-span.md.

create table figures.span_fact (
  id           uuid primary key default uuidv7(),
  unit_id      uuid not null constraint fact_unit_is_unknown references org.unit,
  indicator    text collate "C" not null constraint fact_indicator_is_unknown references figures.indicator,
  since        date not null,
  day          date not null,
  amount       numeric(18, 3) not null,
  qualifier    text not null default 'exact',
  assurance    figures.assurance not null,
  source_kind  text not null,
  source_id    uuid not null,
  theme_id     uuid constraint fact_theme_is_unknown references figures.theme,
  reverses     uuid constraint fact_reverses_nothing references figures.span_fact,
  posted_at    timestamptz not null default now(),
  posted_in    xid8 not null default pg_current_xact_id(),
  constraint span_fact_is_of_one_day     check (since < day),
  constraint fact_reverses_itself        check (reverses <> id),
  constraint fact_amount_is_negative     check (amount >= 0 or reverses is not null),
  constraint fact_amount_is_absurd       check (abs(amount) <= 100000000000000)
);
-- The same list of qualifiers as facts of a day have.
do $$
begin
  execute format('alter table figures.span_fact add constraint fact_qualifier_is_unknown %s', (
    select pg_get_constraintdef(oid) from pg_constraint
     where conrelid = 'figures.fact'::regclass and conname = 'fact_qualifier_is_unknown'));
end
$$;
comment on table figures.span_fact is
  'One amount that a source counted from since to day together: it belongs to that whole span and to no part of it. Never changed: a wrong one is reversed once and posted anew. It is of a unit and of no initiative.';
comment on column figures.span_fact.day is 'The last day of the span; who the unit counts for is asked on this day.';
create unique index span_fact_is_reversed_already on figures.span_fact (reverses) where reverses is not null;
create index span_fact_source on figures.span_fact (source_kind, source_id);
create index span_fact_unit on figures.span_fact (unit_id, indicator, day);
create index span_fact_indicator on figures.span_fact (indicator, day, id);
create index span_fact_day on figures.span_fact (day, since);
create index span_fact_theme on figures.span_fact (theme_id) where theme_id is not null;
create index span_fact_posted_in on figures.span_fact (posted_in);
create trigger fact_is_never_changed before update or delete or truncate on figures.span_fact
  for each statement execute function access.refuse_change();

create function figures.check_span_fact() returns trigger
  language plpgsql security definer set search_path = figures, org, pg_catalog as $$
declare
  named text;
begin
  select case
           when fresh.posted_in <> pg_current_xact_id() then 'fact_is_posted_elsewhere'
           when indicator.rule <> 'sum' then 'span_fact_is_of_no_sum'
           when not daterange(unit.valid_from, unit.valid_to) @> fresh.day then 'fact_unit_did_not_exist_then'
           when not daterange(indicator.valid_from, indicator.valid_to) @> fresh.day then 'fact_indicator_did_not_exist_then'
         end into named
    from fresh join org.unit on unit.id = fresh.unit_id join figures.indicator on indicator.code = fresh.indicator
   where fresh.posted_in <> pg_current_xact_id()
      or (fresh.reverses is null
          and (indicator.rule <> 'sum'
               or not daterange(unit.valid_from, unit.valid_to) @> fresh.day
               or not daterange(indicator.valid_from, indicator.valid_to) @> fresh.day))
   limit 1;
  if named is null and exists (select from fresh where reverses is not null) then
    select 'fact_reversal_differs' into named
      from fresh join figures.span_fact as original on original.id = fresh.reverses
     where (fresh.unit_id, fresh.indicator, fresh.since, fresh.day, fresh.amount, fresh.qualifier, fresh.assurance, fresh.source_kind, fresh.source_id, fresh.theme_id)
        is distinct from
           (original.unit_id, original.indicator, original.since, original.day, -original.amount, original.qualifier, original.assurance, original.source_kind, original.source_id, original.theme_id)
        or original.reverses is not null limit 1;
  end if;
  if named is not null then
    raise exception using errcode = 'check_violation', constraint = named, message = 'fact refused: ' || named;
  end if;
  return null;
end
$$;
create trigger fact_is_checked after insert on figures.span_fact
  referencing new table as fresh for each statement execute function figures.check_span_fact();

create view figures.span_standing with (security_invoker = true) as
  select fact.id, fact.unit_id, fact.indicator, fact.since, fact.day, fact.amount, fact.qualifier, fact.assurance,
         fact.source_kind, fact.source_id, fact.theme_id, fact.posted_at, fact.posted_in
    from figures.span_fact as fact
   where fact.reverses is null
     and not exists (select from figures.span_fact as reversal where reversal.reverses = fact.id);
comment on view figures.span_standing is 'The facts of spans that count today: neither a reversal nor reversed.';

-- Both kinds of facts, where all that a source has posted is asked.
create view figures.every_fact with (security_invoker = true) as
  select fact.id, fact.unit_id, fact.indicator, fact.day as starts, fact.day, fact.amount, fact.qualifier, fact.assurance,
         fact.series_id, fact.source_kind, fact.source_id, fact.theme_id, fact.subject, fact.reverses, fact.posted_at, fact.posted_in
    from figures.fact
  union all
  select fact.id, fact.unit_id, fact.indicator, fact.since, fact.day, fact.amount, fact.qualifier, fact.assurance,
         fact.unit_id, fact.source_kind, fact.source_id, fact.theme_id, null::uuid, fact.reverses, fact.posted_at, fact.posted_in
    from figures.span_fact as fact;
comment on view figures.every_fact is 'Facts of a day and facts of a span. starts is the first day; of a fact of a day its day.';
create view figures.every_standing with (security_invoker = true) as
  select standing.id, standing.unit_id, standing.indicator, standing.day as starts, standing.day, standing.amount,
         standing.series_id, standing.source_kind, standing.source_id, standing.posted_at
    from figures.standing
  union all
  select standing.id, standing.unit_id, standing.indicator, standing.since, standing.day, standing.amount,
         standing.unit_id, standing.source_kind, standing.source_id, standing.posted_at
    from figures.span_standing as standing;
comment on view figures.every_standing is 'The facts that count today, of a day and of a span.';

grant select, insert on figures.span_fact to lantoa_app;
grant select on figures.span_fact to lantoa_public;
grant select on figures.span_standing, figures.every_fact, figures.every_standing to lantoa_app, lantoa_public;
alter table figures.span_fact enable row level security;
create policy span_fact_is_read on figures.span_fact for select to lantoa_app using (true);
-- What is told of people who need protection is told by the month, so nothing of a longer span is.
create policy span_fact_is_public on figures.span_fact for select to lantoa_public
  using (indicator <> all ((select figures.protected_indicators())::text[]));
create policy span_fact_is_posted_for_imports on figures.span_fact for insert to lantoa_app
  with check (source_kind = 'import' and access.reaches((select access.held_for('figure.enter_for')), unit_id));

-- ── What reads facts one by one reads both ───────────────────────────────────────────────────────────────────────────

do $$
declare
  one record;
  renewed text;
begin
  for one in
    select oid, proname, pg_get_functiondef(oid) as was from pg_proc
     where pronamespace = 'figures'::regnamespace and proname in ('what_changed', 'stood')
  loop
    renewed := replace(one.was, 'figures.fact as ', 'figures.every_fact as ');
    renewed := regexp_replace(renewed, 'figures\.fact\M', 'figures.every_fact as fact', 'g');
    -- What a period holds begins within it.
    renewed := replace(renewed, 'fact.day >= $4', 'fact.starts >= $4');
    if renewed not like '%figures.every_fact as fact%' or (one.proname = 'what_changed' and renewed not like '%fact.starts >= $4%') then
      raise exception '% does not read facts as it did', one.proname;
    end if;
    execute renewed;
  end loop;
end
$$;

create or replace function figures.forget_snapshots() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  update figures.reading set snapshot = null;
  update figures.attribution_change set changed_in = '3';
  alter table figures.span_fact disable trigger user;
  update figures.span_fact set posted_in = '3';
  alter table figures.span_fact enable trigger user;
  return null;
end
$$;

insert into ledger.bound (relation, left_out) values ('figures.span_fact', '{posted_in}');
select portal.watch('figures.span_fact');
