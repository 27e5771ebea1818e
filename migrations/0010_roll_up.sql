-- 0010_roll_up.sql – figures at national size: what every unit's facts add up to, kept ready and never stale.
--
--   fact ──► flow (a view) ─┐
--      └──► step (stocks) ──┤ × attribution (who a fact counts for, and when) ──► roll_up, folded in the background
--                           └ what is not folded yet is added when somebody reads
--
-- Posting a fact is a plain insert: no total is touched, so no writer waits for another. Each fact remembers the
-- transaction that posted it; the roll-up remembers the snapshot up to which it was folded. A reader adds the facts that
-- this snapshot does not hold. Both come from one snapshot of the reader, so nothing is missed and nothing counts twice.
-- Reasons and measurements: docs/decisions/0012-roll-up.md.

-- A national server has one root.
alter table org.kind drop constraint kind_level_is_unknown;
alter table org.kind add constraint kind_level_is_unknown check (level in ('country', 'province', 'district', 'commune', 'base'));
insert into org.kind (code, name_vi, name_en, level, is_area) values ('country', 'Cả nước', 'Country', 'country', true);

-- ── What is counted ──────────────────────────────────────────────────────────────────────────────────────────────────

alter table figures.indicator drop constraint indicator_rule_is_unknown;
alter table figures.indicator
  add column formula text,
  add constraint indicator_rule_is_unknown check (rule in ('sum', 'stock', 'distinct', 'derived')),
  add constraint indicator_formula_is_misplaced check ((rule = 'derived') = (formula is not null)),
  add constraint indicator_formula_is_too_long check (char_length(formula) <= 2000);
comment on column figures.indicator.rule is
  'sum adds; stock takes the latest of each series; distinct counts different subjects; derived is worked out from others after they are rolled up.';

create table figures.official_list (
  indicator   text not null references figures.indicator,
  list        text not null,
  code        text not null,
  valid_from  date not null,
  valid_to    date,
  source      text not null,
  primary key (indicator, list, valid_from),
  constraint official_list_ends_before_it_begins check (valid_to > valid_from),
  constraint official_list_name_is_too_long      check (char_length(list) between 1 and 200 and char_length(code) between 1 and 40),
  constraint official_list_names_a_code_twice exclude using gist
    (list with =, code with =, daterange(valid_from, valid_to) with &&)
);
comment on table figures.official_list is 'In which official list an indicator stands, by which number, from when to when, by which document.';
grant select on figures.official_list to lantoa_app, lantoa_public;

create table figures.theme (
  id          uuid primary key default uuidv7(),
  name_vi     text not null,
  name_en     text not null,
  valid_from  date not null,
  valid_to    date,
  constraint theme_name_is_too_long      check (char_length(name_vi) between 1 and 500 and char_length(name_en) between 1 and 500),
  constraint theme_ends_before_it_begins check (valid_to > valid_from)
);
comment on table figures.theme is 'A theme (chuyên đề) of a term or a year, by which facts are added up as well.';
grant select on figures.theme to lantoa_app, lantoa_public;

-- ── Facts, partitioned by year ───────────────────────────────────────────────────────────────────────────────────────

drop view figures.standing;
alter table figures.fact rename to fact_before_0010;
alter index figures.fact_pkey rename to fact_before_0010_pkey;
alter table figures.fact_before_0010 drop constraint fact_is_reversed_already;
drop index figures.fact_source, figures.fact_indicator_day, figures.fact_unit, figures.fact_series;
drop trigger fact_is_checked on figures.fact_before_0010;
drop function figures.check_fact();

create table figures.fact (
  id           uuid not null default uuidv7(),
  unit_id      uuid not null constraint fact_unit_is_unknown references org.unit,
  -- Codes have no accents: comparing them as Vietnamese words would cost more than all else.
  indicator    text collate "C" not null constraint fact_indicator_is_unknown references figures.indicator,
  day          date not null,
  amount       numeric(18, 3) not null,
  qualifier    text not null default 'exact',
  assurance    figures.assurance not null,
  series_id    uuid not null,
  source_kind  text not null,
  source_id    uuid not null,
  theme_id     uuid constraint fact_theme_is_unknown references figures.theme,
  subject      uuid,
  reverses     uuid,
  posted_at    timestamptz not null default now(),
  posted_in    xid8 not null default pg_current_xact_id(),
  constraint fact_pkey primary key (id, day),
  -- A reversal carries the day of what it reverses, so both lie in one partition.
  constraint fact_reverses_nothing      foreign key (reverses, day) references figures.fact (id, day),
  constraint fact_qualifier_is_unknown  check (qualifier in ('exact', 'over', 'nearly', 'about')),
  constraint fact_reverses_itself       check (reverses <> id),
  constraint fact_amount_is_negative    check (amount >= 0 or reverses is not null),
  constraint fact_source_is_unknown     check (source_kind in ('activity', 'initiative')),
  -- An amount of more than 100,000 billion is a slip of the finger, whatever is counted. NaN is larger still.
  constraint fact_amount_is_absurd      check (abs(amount) <= 100000000000000)
) partition by range (day);
comment on table figures.fact is
  'One amount from one source on one day. Never changed: a wrong fact is reversed once and posted anew. series_id tells which amounts of a stock follow one another (the initiative).';
comment on column figures.fact.amount is 'In the unit of the indicator, money in whole đồng; the negative of what it reverses in a reversal.';
comment on column figures.fact.subject is 'Whom or what a distinct count tells apart: a key without meaning, never a name.';
comment on column figures.fact.posted_in is 'The transaction that posted it: how the roll-up knows what it has folded already.';

create unique index fact_is_reversed_already on figures.fact (reverses, day) where reverses is not null;
create index fact_source on figures.fact (source_kind, source_id);
create index fact_unit on figures.fact (unit_id, indicator, day) include (amount, assurance, qualifier, reverses);
create index fact_newest on figures.fact (indicator, day, id) include (unit_id);
create index fact_series on figures.fact (series_id, indicator, day);
create index fact_theme on figures.fact (theme_id, indicator, day) where theme_id is not null;
create index fact_subject on figures.fact (indicator, day) include (unit_id, subject) where subject is not null;
create index fact_posted_in on figures.fact (posted_in);

create function figures.add_partitions(through integer) returns void
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  name text;
begin
  for year in 2021 .. through loop
    name := 'fact_' || year;
    if to_regclass('figures.' || name) is null and to_regclass('archive.' || name) is null then
      execute format('create table figures.%I partition of figures.fact for values from (%L) to (%L)',
                     name, make_date(year, 1, 1), make_date(year + 1, 1, 1));
      execute format('create trigger fact_is_never_changed before update or delete or truncate on figures.%I
                        for each statement execute function access.refuse_change()', name);
      -- A broken constraint is told by its name, also where it is an index of one year.
      execute format('alter index figures.%I rename to %I', name || '_reverses_day_idx', 'fact_is_reversed_already_' || year);
    end if;
  end loop;
end
$$;
comment on function figures.add_partitions is 'Makes the yearly partitions of facts up to a year; those that are there already stay.';

create table figures.fact_before_2021 partition of figures.fact for values from (minvalue) to ('2021-01-01');
-- What comes before anybody has made its year: refusing it would lose an entry.
create table figures.fact_of_other_years partition of figures.fact default;
create trigger fact_is_never_changed before update or delete or truncate on figures.fact_before_2021
  for each statement execute function access.refuse_change();
create trigger fact_is_never_changed before update or delete or truncate on figures.fact_of_other_years
  for each statement execute function access.refuse_change();
create trigger fact_is_never_changed before update or delete or truncate on figures.fact
  for each statement execute function access.refuse_change();
alter index figures.fact_before_2021_reverses_day_idx rename to fact_is_reversed_already_2020;
alter index figures.fact_of_other_years_reverses_day_idx rename to fact_is_reversed_already_0000;
select figures.add_partitions(extract(year from now())::integer + 1);

-- Transaction 3 is one that every snapshot holds: what was posted before is folded at the first start.
insert into figures.fact (id, unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, reverses, posted_at, posted_in)
select fact.id, fact.unit_id, fact.indicator, fact.day, fact.amount, coalesce(original.qualifier, fact.qualifier), fact.assurance,
       fact.series_id, fact.source_kind, fact.source_id, fact.reverses, fact.posted_at, '3'
  from figures.fact_before_0010 as fact left join figures.fact_before_0010 as original on original.id = fact.reverses;
drop table figures.fact_before_0010;

create view figures.standing with (security_invoker = true) as
  select fact.id, fact.unit_id, fact.indicator, fact.day, fact.amount, fact.qualifier, fact.assurance,
         fact.series_id, fact.source_kind, fact.source_id, fact.theme_id, fact.subject, fact.posted_at, fact.posted_in
    from figures.fact
   where fact.reverses is null
     and not exists (select from figures.fact as reversal where reversal.reverses = fact.id and reversal.day = fact.day);
comment on view figures.standing is 'The facts that count today: neither a reversal nor reversed.';

grant select, insert on figures.fact to lantoa_app;
grant select on figures.fact to lantoa_public;
grant select on figures.standing to lantoa_app, lantoa_public;

-- Totals are public; what lies behind them is kept by the tables of the sources. Posting needs the right to the source.
alter table figures.fact enable row level security;
create policy fact_is_read on figures.fact for select to lantoa_app, lantoa_public using (true);
create policy fact_is_posted on figures.fact for insert to lantoa_app with check (
  unit_id = any ((select access.units_for('activity.record'))::uuid[])
  or unit_id = any ((select access.units_for('activity.check'))::uuid[])
);

create function figures.check_fact() returns trigger
  language plpgsql security definer set search_path = figures, org, pg_catalog as $$
declare
  named text;
begin
  select case
           when fresh.posted_in <> pg_current_xact_id() then 'fact_is_posted_elsewhere'
           when (indicator.rule = 'distinct') <> (fresh.subject is not null) then 'fact_subject_is_misplaced'
           when indicator.rule = 'derived' then 'fact_indicator_is_derived'
           when not daterange(unit.valid_from, unit.valid_to) @> fresh.day then 'fact_unit_did_not_exist_then'
           when not daterange(indicator.valid_from, indicator.valid_to) @> fresh.day then 'fact_indicator_did_not_exist_then'
         end into named
    from fresh join org.unit on unit.id = fresh.unit_id join figures.indicator on indicator.code = fresh.indicator
   where fresh.posted_in <> pg_current_xact_id()
      or (fresh.reverses is null
          and ((indicator.rule = 'distinct') <> (fresh.subject is not null)
               or indicator.rule = 'derived'
               or not daterange(unit.valid_from, unit.valid_to) @> fresh.day
               or not daterange(indicator.valid_from, indicator.valid_to) @> fresh.day))
   limit 1;
  if named is null and exists (select from fresh where reverses is not null) then
    select 'fact_reversal_differs' into named
      from fresh join figures.fact as original on original.id = fresh.reverses and original.day = fresh.day
     where (fresh.unit_id, fresh.indicator, fresh.amount, fresh.qualifier, fresh.assurance, fresh.series_id, fresh.source_kind, fresh.source_id, fresh.theme_id, fresh.subject)
        is distinct from
           (original.unit_id, original.indicator, -original.amount, original.qualifier, original.assurance, original.series_id, original.source_kind, original.source_id, original.theme_id, original.subject)
        or original.reverses is not null limit 1;
  end if;
  if named is not null then
    raise exception using errcode = 'check_violation', constraint = named, message = 'fact refused: ' || named;
  end if;
  return null;
end
$$;
create trigger fact_is_checked after insert on figures.fact
  referencing new table as fresh for each statement execute function figures.check_fact();

-- ── Stocks as steps ──────────────────────────────────────────────────────────────────────────────────────────────────

create table figures.step (
  id         bigint generated always as identity primary key,
  series_id  uuid not null,
  indicator  text collate "C" not null references figures.indicator,
  unit_id    uuid not null references org.unit,
  said       date not null,
  day        date not null,
  amount     numeric(18, 3) not null,
  entries    smallint not null,
  qualifier  text not null,
  assurance  figures.assurance not null,
  theme_id   uuid references figures.theme,
  posted_in  xid8 not null default pg_current_xact_id(),
  constraint step_comes_before_its_word check (day >= said)
);
comment on table figures.step is
  'Derived from the facts of stocks: from day on, amount more (or less) stands, as unit_id said it on said. A level counts until the next of its series; stocks so become something that can be added like any flow.';
create index step_series on figures.step (series_id, indicator, day);
create index step_unit on figures.step (unit_id, indicator, day);
create index step_indicator on figures.step (indicator);
create index step_theme on figures.step (theme_id) where theme_id is not null;
create index step_posted_in on figures.step (posted_in);
grant select on figures.step to lantoa_app, lantoa_public;
create trigger step_is_never_changed before update or delete or truncate on figures.step
  for each statement execute function access.refuse_change();

create function figures.keep_steps() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  chains bigint;
begin
  select count(distinct (fresh.series_id, fresh.indicator)) into chains
    from fresh join figures.indicator on indicator.code = fresh.indicator and indicator.rule = 'stock';
  if chains = 0 then
    return null;
  end if;
  -- Whoever adds to a series must see what others have added to it: they take turns, in one order so that none waits in a ring.
  -- A load takes the whole table instead of a lock for each series.
  if chains > 500 then
    lock table figures.step in share row exclusive mode;
  else
    lock table figures.step in row exclusive mode;
    perform pg_advisory_xact_lock(key)
       from (select distinct hashtextextended(fresh.series_id || fresh.indicator, 10) as key
               from fresh join figures.indicator on indicator.code = fresh.indicator and indicator.rule = 'stock'
              order by 1) as chain;
  end if;
  with touched as (
    select fresh.series_id, fresh.indicator, min(fresh.day) as first, max(fresh.day) as last
      from fresh join figures.indicator on indicator.code = fresh.indicator and indicator.rule = 'stock'
     group by 1, 2
  ), around as materialized (
    -- Only the stretch between the levels just before and just after can have changed.
    select touched.series_id, touched.indicator,
           coalesce((select max(standing.day) from figures.standing where standing.series_id = touched.series_id
                        and standing.indicator = touched.indicator and standing.day < touched.first), '-infinity') as since,
           coalesce((select min(standing.day) from figures.standing where standing.series_id = touched.series_id
                        and standing.indicator = touched.indicator and standing.day > touched.last), 'infinity') as until
      from touched
  ), level as (
    select around.since, around.until, standing.*,
           lead(standing.day) over (partition by standing.series_id, standing.indicator
                                        order by standing.day, standing.posted_at, standing.id) as next_day
      from around join figures.standing on standing.series_id = around.series_id and standing.indicator = around.indicator
       and standing.day between around.since and around.until
  ), wanted as (
    select series_id, indicator, unit_id, day as said, day, qualifier, assurance, theme_id, amount, 1 as entries
      from level where day > since
    union all
    select series_id, indicator, unit_id, day, next_day, qualifier, assurance, theme_id, -amount, -1
      from level where next_day > since
    union all
    select step.series_id, step.indicator, step.unit_id, step.said, step.day, step.qualifier, step.assurance, step.theme_id, -step.amount, -step.entries
      from around join figures.step on step.series_id = around.series_id and step.indicator = around.indicator
       and step.day > around.since and step.day <= around.until
  )
  insert into figures.step (series_id, indicator, unit_id, said, day, qualifier, assurance, theme_id, amount, entries)
  select series_id, indicator, unit_id, said, day, qualifier, assurance, theme_id, sum(amount), sum(entries)
    from wanted
   group by series_id, indicator, unit_id, said, day, qualifier, assurance, theme_id
  having sum(amount) <> 0 or sum(entries) <> 0;
  return null;
end
$$;
create trigger fact_makes_steps after insert on figures.fact
  referencing new table as fresh for each statement execute function figures.keep_steps();

-- The steps of what was there before.
with level as (
  select standing.*, lead(standing.day) over (partition by standing.series_id, standing.indicator
                                                  order by standing.day, standing.posted_at, standing.id) as next_day
    from figures.standing join figures.indicator on indicator.code = standing.indicator and indicator.rule = 'stock'
)
insert into figures.step (series_id, indicator, unit_id, said, day, qualifier, assurance, amount, entries, posted_in)
select series_id, indicator, unit_id, said, day, qualifier, assurance, sum(amount), sum(entries), '3'
  from (select series_id, indicator, unit_id, day as said, day, qualifier, assurance, amount, 1 as entries from level
        union all
        select series_id, indicator, unit_id, day, next_day, qualifier, assurance, -amount, -1 from level where next_day is not null) as wanted
 group by 1, 2, 3, 4, 5, 6, 7
having sum(amount) <> 0 or sum(entries) <> 0;

-- ── Who a fact counts for ────────────────────────────────────────────────────────────────────────────────────────────

create table figures.holding (
  unit_id    uuid not null references org.unit on delete cascade,
  said       daterange not null,
  holder_id  uuid not null references org.unit on delete cascade,
  held       daterange not null,
  weight     numeric not null,
  constraint holding_weight_is_impossible check (weight > 0 and weight <= 1)
);
comment on table figures.holding is
  'Derived from org.succession: what unit_id said on a day in said is held in held by holder_id, with weight. Units from which nothing ever went hold their own and have no row.';
create index holding_unit on figures.holding (unit_id);
create index holding_holder on figures.holding (holder_id);

create table figures.attribution (
  unit_id     uuid not null references org.unit on delete cascade,
  said        daterange not null,
  counted_id  uuid not null references org.unit on delete cascade,
  held        daterange not null,
  weight      numeric not null,
  is_settled  boolean not null,
  is_kept     boolean not null,
  is_area     boolean not null,
  line        text references org.line,
  constraint attribution_is_said_twice primary key (unit_id, counted_id, said, held)
);
comment on table figures.attribution is
  'Derived from org.beneath and figures.holding: what unit_id said in said counts for counted_id on the days in held, with weight. A flow counts where its day lies in held (as it was then) or where today does (for today''s units); a stock counts on every day of held.';
comment on column figures.attribution.is_settled is 'It has been so since the unit began and no end is known: both readings agree.';
comment on column figures.attribution.is_kept is 'Totals of counted_id are kept in figures.roll_up. A commune has so few facts that adding them up is as quick.';
comment on column figures.attribution.line is 'The line of unit_id, beside it because every total is asked by line.';
-- Not with unit_id: whose facts are known is found by the key, one step for each fact and not one for each unit asked.
create index attribution_counted on figures.attribution (counted_id);
grant select on figures.attribution, figures.holding to lantoa_app, lantoa_public;

create function figures.holders(units uuid[])
  returns table (unit_id uuid, said daterange, holder_id uuid, held daterange, weight numeric)
  language sql stable set search_path = org, pg_catalog as $$
  with recursive leaving as (
    -- What leaves a unit on a day, and to whom: its whole to a single successor, or recorded shares.
    select succession.from_unit_id, succession.to_unit_id,
           case when succession.share is null then former.valid_to else least(reorganisation.day, former.valid_to) end as day,
           case when succession.share is not null then succession.share
                when org.went_over_whole(succession) then 1 else 0 end as share
      from org.succession
      join org.reorganisation on reorganisation.id = succession.reorganisation_id
      join org.unit as former on former.id = succession.from_unit_id
     where succession.share is not null or former.valid_to is not null
  ), turn as (
    select from_unit_id as id, day from leaving union select id, valid_to from org.unit where valid_to is not null
  ), stretch as (
    select id, daterange(day, lead(day) over (partition by id order by day nulls first)) as said
      -- The end of a unit bounds nothing: what was said in its name afterwards, before the decision was known, goes the same way.
      from (select turn.id, turn.day from turn join org.unit on unit.id = turn.id
             where turn.id = any (units) and turn.day < coalesce(unit.valid_to, 'infinity')
            union
            select id, null from turn where id = any (units)) as edge
  ), walk as (
    select stretch.id as unit_id, stretch.said, stretch.id as holder_id, coalesce(lower(stretch.said), '-infinity'::date) as since, 1::numeric as weight
      from stretch
    union all
    select walk.unit_id, walk.said, onward.id, next.day, walk.weight * onward.share
      from walk
      cross join lateral (select turn.day from turn where turn.id = walk.holder_id and turn.day > walk.since order by turn.day limit 1) as next
      cross join lateral (
        select leaving.to_unit_id as id, leaving.share from leaving
         where leaving.from_unit_id = walk.holder_id and leaving.day = next.day
        union all
        -- What nobody took: with the unit while it stands, else with the area in which it lay, where it is shown as not placed.
        select case when holder.valid_to = next.day
                    then coalesce(
                           (select parent_id from org.placement where placement.unit_id = holder.id and tree = 'area'
                               and placement.valid_from < next.day and (placement.valid_to is null or placement.valid_to >= next.day) limit 1),
                           (select parent_id from org.placement where placement.unit_id = holder.id and tree = 'line'
                               and placement.valid_from < next.day and (placement.valid_to is null or placement.valid_to >= next.day) limit 1))
                    else holder.id end,
               1 - coalesce((select sum(leaving.share) from leaving where leaving.from_unit_id = holder.id and leaving.day = next.day), 0)
          from org.unit as holder where holder.id = walk.holder_id
      ) as onward
     where onward.id is not null and onward.share > 0
  )
  select walk.unit_id, walk.said, walk.holder_id,
         daterange(nullif(walk.since, '-infinity'),
                   (select min(turn.day) from turn where turn.id = walk.holder_id and turn.day > walk.since)),
         sum(walk.weight)
    from walk group by walk.unit_id, walk.said, walk.holder_id, walk.since
$$;
comment on function figures.holders is
  'Works out who holds what units said, from when to when: followed through every succession, share by share, remainders to the area above.';

create function figures.derived_attribution(units uuid[])
  returns table (unit_id uuid, said daterange, counted_id uuid, held daterange, weight numeric, is_settled boolean, is_kept boolean, is_area boolean, line text)
  language sql stable set search_path = org, pg_catalog as $$
  with holder as (
    select holding.unit_id, holding.said, holding.holder_id, holding.held, holding.weight
      from figures.holding where holding.unit_id = any (units)
    union all
    select id, '(,)'::daterange, id, '(,)'::daterange, 1
      from org.unit where id = any (units) and not exists (select from figures.holding where holding.unit_id = unit.id)
  ), place as (
    -- A unit may stand beneath another in both trees: it counts once.
    select beneath.unit_id, beneath.ancestor_id, range_agg(beneath.valid) as valid
      from org.beneath where beneath.unit_id in (select holder_id from holder)
     group by 1, 2
  ), piece as (
    select holder.unit_id, holder.said, place.ancestor_id, holder.weight, part
      from holder join place on place.unit_id = holder.holder_id
      cross join lateral unnest(place.valid * datemultirange(holder.held)) as part
  ), edge as (
    -- Several holders may stand beneath one ancestor: their weights add up, from one change to the next.
    select unit_id, said, ancestor_id, at, sum(change) as change
      from (select unit_id, said, ancestor_id, lower(part) as at, weight as change from piece
            union all
            select unit_id, said, ancestor_id, coalesce(upper(part), 'infinity'), -weight from piece) as each
     group by 1, 2, 3, 4 having sum(change) <> 0
  ), run as (
    select unit_id, said, ancestor_id, at,
           lead(at) over w as until, sum(change) over w as weight
      from edge window w as (partition by unit_id, said, ancestor_id order by at)
  )
  select run.unit_id, run.said, run.ancestor_id, daterange(run.at, nullif(run.until, 'infinity')), run.weight,
         run.until = 'infinity' and run.weight = 1 and run.at <= own.valid_from and run.said = '(,)',
         kind.level in ('country', 'province', 'district'), kind.is_area, own.line
    from run
    join org.unit as own on own.id = run.unit_id
    join org.unit as counted on counted.id = run.ancestor_id
    join org.kind on kind.code = counted.kind
   where run.weight > 0
$$;
comment on function figures.derived_attribution is 'Works out figures.attribution of some units from org.beneath and figures.holding.';

-- ── The roll-up ──────────────────────────────────────────────────────────────────────────────────────────────────────

create table figures.roll_up (
  basis      text collate "C" not null,
  slice      text collate "C" not null,
  indicator  text collate "C" not null,
  unit_id    uuid not null,
  year       smallint not null,
  total      numeric[] not null,
  proven     numeric[] not null,
  confirmed  numeric[],
  verified   numeric[],
  entries    integer[] not null,
  over       integer[],
  about      integer[],
  constraint roll_up_is_kept_twice    primary key (basis, slice, indicator, unit_id, year),
  constraint roll_up_basis_is_unknown check (basis in ('then', 'moved')),
  constraint roll_up_has_other_months check (
    array_length(total, 1) = 12 and array_length(proven, 1) = 12 and array_length(entries, 1) = 12
    and coalesce(array_length(confirmed, 1), 12) = 12 and coalesce(array_length(verified, 1), 12) = 12
    and coalesce(array_length(over, 1), 12) = 12 and coalesce(array_length(about, 1), 12) = 12)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
comment on table figures.roll_up is
  'Derived: what the folded facts of a year add up to for a country, a province or a district, from the beginning of the year to the end of each of its twelve months: place 12 is the year, and any stretch of months is one difference. For a stock: by how much it changed. basis then: as the units stood; moved: what comes on top for today''s units. slice: all (empty), line:women, theme:…';
comment on column figures.roll_up.proven is 'The part of total that is more than the unit''s own word; confirmed and verified are parts of proven.';
comment on column figures.roll_up.over is 'How many entries said “more than” (trên); about: “nearly” or “about”.';
grant select on figures.roll_up to lantoa_app, lantoa_public;

create table figures.roll_up_state (
  is_only     boolean primary key default true,
  folded      pg_snapshot not null,
  folded_at   timestamptz not null default now(),
  today       date not null,
  server      text not null,
  turns       bigint not null default 0,
  constraint roll_up_state_is_kept_twice check (is_only)
);
comment on table figures.roll_up_state is
  'Up to which snapshot the facts are folded, and which day is today for “today''s units”. server: the cluster whose transactions are meant; after a restore elsewhere their numbers say nothing.';
grant select on figures.roll_up_state to lantoa_app, lantoa_public;
insert into figures.roll_up_state (folded, today, server)
values ('3:3:', (now() at time zone 'Asia/Ho_Chi_Minh')::date, (select system_identifier::text from pg_control_system()));

create view figures.flow with (security_invoker = true) as
  select fact.id, fact.series_id, fact.unit_id, fact.theme_id, fact.indicator, fact.day, fact.amount, fact.assurance, fact.posted_in,
         case when fact.reverses is null then 1 else -1 end as entries,
         case when fact.qualifier = 'over' then case when fact.reverses is null then 1 else -1 end else 0 end as over,
         case when fact.qualifier in ('nearly', 'about') then case when fact.reverses is null then 1 else -1 end else 0 end as about
    from figures.fact
   -- Not a join: read unit by unit, the list of codes would be gone through again for each of them.
   where (fact.indicator in (select code from figures.indicator where rule = 'sum')) is true;
comment on view figures.flow is 'The facts that are added: a reversal counts as one entry less.';

create view figures.change with (security_invoker = true) as
  select step.id, step.series_id, step.unit_id, step.theme_id, step.indicator, step.said, step.day, step.amount, step.assurance, step.posted_in,
         step.entries,
         case when step.qualifier = 'over' then step.entries else 0 end as over,
         case when step.qualifier in ('nearly', 'about') then step.entries else 0 end as about
    from figures.step;
comment on view figures.change is 'The steps of stocks, in the shape of figures.flow.';
grant select on figures.flow, figures.change to lantoa_app, lantoa_public;

-- A function, so that the plan never depends on how much the statistics know of what was posted a moment ago.
create function figures.unfolded_flow() returns setof figures.flow
  language plpgsql stable rows 100 set enable_seqscan to off as $$
declare
  until pg_snapshot := (select folded from figures.roll_up_state);
begin
  return query select flow.* from figures.flow
                where flow.posted_in >= pg_snapshot_xmin(until) and not pg_visible_in_snapshot(flow.posted_in, until);
end
$$;
create function figures.unfolded_change() returns setof figures.change
  language plpgsql stable rows 20 set enable_seqscan to off as $$
declare
  until pg_snapshot := (select folded from figures.roll_up_state);
begin
  return query select change.* from figures.change
                where change.posted_in >= pg_snapshot_xmin(until) and not pg_visible_in_snapshot(change.posted_in, until);
end
$$;
comment on function figures.unfolded_flow is 'The flows that the roll-up does not hold yet, as this snapshot sees them.';
comment on function figures.unfolded_change is 'The steps of stocks that the roll-up does not hold yet, as this snapshot sees them.';

-- Which end is read first is said here and not left to the planner: it knows nothing of arrays that are parameters, and a
-- wrong guess reads millions of facts. by_unit: the facts of each unit by its index; otherwise the facts as they come, which are few.
create function figures.cells(flows text, changes text, attribution text, today text, by_unit boolean default false) returns text
  language sql immutable as $outer$
  select format($sql$
    select a.counted_id, e.basis, a.is_area, m.indicator, a.line, m.theme_id, m.day, m.assurance,
           m.amount * a.weight * e.sign as amount, m.entries * e.sign as entries, m.over * e.sign as over, m.about * e.sign as about
      from %1$s on a.unit_id = m.unit_id and a.said @> m.day
      cross join lateral (
        select 'then' as basis, 1 as sign where a.held @> m.day
        union all select 'moved', 1 where not a.is_settled and a.held @> %3$s and not a.held @> m.day
        union all select 'moved', -1 where not a.is_settled and a.held @> m.day and not a.held @> %3$s
      ) as e
    union all
    select a.counted_id, e.basis, a.is_area, m.indicator, a.line, m.theme_id, e.day, m.assurance,
           m.amount * a.weight * e.sign, m.entries * e.sign, m.over * e.sign, m.about * e.sign
      from %2$s on a.unit_id = m.unit_id and a.said @> m.said
      cross join lateral (
        select 'then', greatest(lower(a.held), m.day), 1 where upper_inf(a.held) or upper(a.held) > m.day
        union all select 'then', upper(a.held), -1 where upper(a.held) > m.day
        union all select 'moved', m.day, 1 where not a.is_settled and a.held @> %3$s
        union all select 'moved', greatest(lower(a.held), m.day), -1 where not a.is_settled and (upper_inf(a.held) or upper(a.held) > m.day)
        union all select 'moved', upper(a.held), 1 where not a.is_settled and upper(a.held) > m.day
      ) as e (basis, day, sign)
  $sql$, format(joined, attribution, flows), format(joined, attribution, changes), today)
    from (select case when by_unit
                      then '(select * from %1$s as every offset 0) as a join lateral (select * from %2$s as every where every.unit_id = a.unit_id offset 0) as m'
                      else '%2$s as m join %1$s as a' end as joined) as shape
$outer$;
comment on function figures.cells is
  'The one statement of what counts where: text of a query over flows and steps of stocks and who they count for. What is folded, read unfolded, counted for a commune and recounted to prove it is all this text.';

create function figures.plus(a numeric[], b numeric[]) returns numeric[]
  language sql immutable parallel safe
  return case when a is null then b when b is null then a else array[
    a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5], a[6] + b[6],
    a[7] + b[7], a[8] + b[8], a[9] + b[9], a[10] + b[10], a[11] + b[11], a[12] + b[12]] end;
create function figures.plus(a integer[], b integer[]) returns integer[]
  language sql immutable parallel safe
  return case when a is null then b when b is null then a else array[
    a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5], a[6] + b[6],
    a[7] + b[7], a[8] + b[8], a[9] + b[9], a[10] + b[10], a[11] + b[11], a[12] + b[12]] end;

create function figures.pour(target text, flows text, changes text, attribution text, today date, sign integer, are_many boolean default false) returns void
  language plpgsql security definer set search_path = figures, pg_catalog set work_mem = '256MB' as $$
declare
  months constant text := (
    select string_agg(format('coalesce(sum(%%1$s) filter (where month <= %s), 0)', month), ', ' order by month)
      from generate_series(1, 12) as month);
  sums constant text := $q$
    date_part('year', day)::smallint as year, date_part('month', day)::smallint as month,
    sum(amount) as total, coalesce(sum(amount) filter (where assurance <> 'declared'), 0) as proven,
    coalesce(sum(amount) filter (where assurance = 'confirmed'), 0) as confirmed,
    coalesce(sum(amount) filter (where assurance = 'verified'), 0) as verified,
    sum(entries)::integer as entries, sum(over)::integer as over, sum(about)::integer as about $q$;
  cell text;
begin
  if are_many then
    -- Most units have never been touched by a reorganisation, and hundreds of them report to the very same others. Millions
    -- of facts are first added up by whom they count for, so that each is looked at once and not once for each above it.
    cell := format($sql$
      with settled as materialized (
        select unit_id, counted_id, is_area, line from %3$s as a where is_settled
      ), member as materialized (
        select unit_id, hashtextextended(string_agg(counted_id::text, ',' order by counted_id), 10) as together, min(line) as line from settled group by 1
      ), counted as materialized (
        select member.together, settled.counted_id, settled.is_area
          from (select together, min(unit_id::text)::uuid as unit_id from member group by 1) as member join settled using (unit_id)
      ), one as (
        select member.together, m.indicator, member.line collate "C" as line, m.theme_id, %4$s
          from (select unit_id, indicator, theme_id, day, amount, assurance, entries, over, about from %1$s as flow
                union all
                select unit_id, indicator, theme_id, day, amount, assurance, entries, over, about from %2$s as change) as m
          join member using (unit_id)
         group by 1, 2, 3, 4, year, month
      )
      select counted.counted_id, 'then' as basis, counted.is_area, one.indicator, one.line, one.theme_id, one.year, one.month,
             one.total, one.proven, one.confirmed, one.verified, one.entries, one.over, one.about
        from one join counted using (together)
      union all
      select counted_id, basis, is_area, indicator, line collate "C", theme_id, %4$s from (%5$s) as each
       group by 1, 2, 3, 4, 5, 6, year, month
    $sql$, flows, changes, attribution, sums,
      figures.cells(flows, changes, format('(select * from %s as a where not is_settled)', attribution), '$1'));
  else
    cell := format('select counted_id, basis, is_area, indicator, line, theme_id, %s from (%s) as each group by 1, 2, 3, 4, 5, 6, year, month',
                   sums, figures.cells(flows, changes, attribution, '$1'));
  end if;
  execute format($sql$
    insert into %1$s as kept (basis, slice, indicator, unit_id, year, total, proven, confirmed, verified, entries, over, about)
    with sliced as (
      select cell.counted_id, cell.basis, cell.indicator, cell.year, cell.month, slice,
             total * $2 as total, proven * $2 as proven, confirmed * $2 as confirmed, verified * $2 as verified,
             entries * $2 as entries, over * $2 as over, about * $2 as about
        from (%2$s) as cell
        cross join lateral unnest(array['', case when is_area then 'line:' || (line collate "C") end, 'theme:' || theme_id]) as slice
       where slice is not null
    )
    select basis, slice, indicator, counted_id, year, array[%3$s], array[%4$s],
           case when count(*) filter (where confirmed <> 0) > 0 then array[%5$s] end,
           case when count(*) filter (where verified <> 0) > 0 then array[%6$s] end,
           array[%7$s]::integer[],
           case when count(*) filter (where over <> 0) > 0 then array[%8$s]::integer[] end,
           case when count(*) filter (where about <> 0) > 0 then array[%9$s]::integer[] end
      from sliced
     group by basis, slice, indicator, counted_id, year
     order by basis, slice, indicator, counted_id, year
    on conflict on constraint %10$I do update set
      total = figures.plus(kept.total, excluded.total), proven = figures.plus(kept.proven, excluded.proven),
      confirmed = figures.plus(kept.confirmed, excluded.confirmed), verified = figures.plus(kept.verified, excluded.verified),
      entries = figures.plus(kept.entries, excluded.entries),
      over = figures.plus(kept.over, excluded.over), about = figures.plus(kept.about, excluded.about)
  $sql$, target, cell,
    format(months, 'total'), format(months, 'proven'), format(months, 'confirmed'), format(months, 'verified'),
    format(months, 'entries'), format(months, 'over'), format(months, 'about'),
    (select conname from pg_constraint where conrelid = target::regclass and contype = 'p'))
  using today, sign;
end
$$;
comment on function figures.pour is
  'Adds (sign 1) or takes away (sign -1) what flows and steps come to, in the roll-up or in a table of its shape. are_many chooses the way that is quicker for millions; the result is the same.';

create function figures.fold(at_most_today date default null) returns bigint
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  state figures.roll_up_state;
  now_folded constant pg_snapshot := pg_current_snapshot();
  found_new bigint;
begin
  if current_setting('transaction_isolation') = 'read committed' then
    raise exception 'fold() must see one snapshot: run it in a repeatable read transaction.';
  end if;
  select count(*) into found_new from (
    select from figures.unfolded_flow() union all select from figures.unfolded_change()) as fresh;
  select * into state from figures.roll_up_state;
  if found_new = 0 and coalesce(at_most_today, state.today) <= state.today then
    return 0;
  end if;
  -- Waits for whoever folds or reorganises, and fails where they changed what this snapshot sees; the caller tries again.
  select * into state from figures.roll_up_state for update;
  if coalesce(at_most_today, state.today) > state.today then
    perform figures.turn_day(at_most_today);
    state.today := at_most_today;
  end if;
  if state.folded::text = '3:3:' then
    perform figures.pour('figures.roll_up', 'figures.flow', 'figures.change', '(select * from figures.attribution where is_kept)', state.today, 1, true);
  elsif found_new > 0 then
    perform figures.pour('figures.roll_up', 'figures.unfolded_flow()', 'figures.unfolded_change()',
                         '(select * from figures.attribution where is_kept)', state.today, 1, found_new > 100000);
  end if;
  update figures.roll_up_state set folded = now_folded, folded_at = clock_timestamp(), today = state.today;
  return found_new;
end
$$;
comment on function figures.fold is
  'Folds what was posted since the last time into the roll-up, and turns to another day. Gives the number of facts and steps. Runs in a repeatable read transaction; a serialization failure means that another was first.';

create function figures.turn_day(tomorrow date) returns void
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  yesterday constant date := (select today from figures.roll_up_state);
  turning constant text := format(
    '(select * from figures.attribution where is_kept and not is_settled and (held @> %L::date) <> (held @> %L::date))', yesterday, tomorrow);
begin
  -- Reorganisations take effect with their day: what counts for today's units changes, what was does not.
  perform figures.pour('figures.roll_up', 'figures.folded_flow(' || quote_literal(turning) || ')', 'figures.folded_change(' || quote_literal(turning) || ')', turning, yesterday, -1);
  perform figures.pour('figures.roll_up', 'figures.folded_flow(' || quote_literal(turning) || ')', 'figures.folded_change(' || quote_literal(turning) || ')', turning, tomorrow, 1);
end
$$;

-- Of the units of some rows of figures.attribution, the flows that the roll-up holds.
create function figures.folded_flow(attribution text) returns setof figures.flow
  language plpgsql stable as $$
begin
  return query execute format('select flow.* from figures.flow where flow.unit_id in (select unit_id from %s as a)
    and pg_visible_in_snapshot(flow.posted_in, (select folded from figures.roll_up_state))', attribution);
end
$$;
create function figures.folded_change(attribution text) returns setof figures.change
  language plpgsql stable as $$
begin
  return query execute format('select change.* from figures.change where change.unit_id in (select unit_id from %s as a)
    and pg_visible_in_snapshot(change.posted_in, (select folded from figures.roll_up_state))', attribution);
end
$$;

-- ── Reorganisations reach the figures in their own transaction ───────────────────────────────────────────────────────

create table figures.unsettled (
  unit_id  uuid primary key references org.unit on delete cascade
);
comment on table figures.unsettled is
  'Units whose places or successions this transaction has changed. Empty between transactions: figures.settle works it off before the commit.';

create function figures.note_beneath() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  insert into figures.unsettled (unit_id)
  select distinct unit_id from given
  union
  select holding.unit_id from figures.holding where holding.holder_id in (select unit_id from given)
  on conflict do nothing;
  return null;
end
$$;
create trigger beneath_is_derived after insert on org.beneath
  referencing new table as given for each statement execute function figures.note_beneath();

create function figures.note_succession() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  insert into figures.unsettled (unit_id)
  select distinct from_unit_id from given
  union
  select holding.unit_id from figures.holding where holding.holder_id in (select from_unit_id from given)
  on conflict do nothing;
  return null;
end
$$;
create trigger succession_is_added after insert on org.succession
  referencing new table as given for each statement execute function figures.note_succession();
create trigger succession_is_removed after delete on org.succession
  referencing old table as given for each statement execute function figures.note_succession();

create function figures.settle() returns void
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  changed uuid[];
  at_day date;
  has_facts boolean;
begin
  changed := array(select unit_id from figures.unsettled);
  if cardinality(changed) = 0 then
    return;
  end if;
  delete from figures.unsettled where unit_id = any (changed);
  -- Whoever folds at this moment must look again afterwards.
  update figures.roll_up_state set turns = turns + 1 returning today into at_day;

  delete from figures.holding where unit_id = any (changed);
  insert into figures.holding (unit_id, said, holder_id, held, weight)
  select holders.unit_id, holders.said, holders.holder_id, holders.held, holders.weight from figures.holders(changed) as holders;

  create temporary table if not exists attribution_before on commit drop as table figures.attribution with no data;
  create temporary table if not exists attribution_after on commit drop as table figures.attribution with no data;
  truncate pg_temp.attribution_before, pg_temp.attribution_after;
  insert into pg_temp.attribution_after select * from figures.derived_attribution(changed);
  -- Only what differs is touched: a unit that keeps its province leaves the totals of the province alone.
  insert into pg_temp.attribution_before
  select * from figures.attribution where unit_id = any (changed) except all table pg_temp.attribution_after;
  delete from pg_temp.attribution_after as fresh using figures.attribution as kept
   where kept.unit_id = fresh.unit_id and kept.counted_id = fresh.counted_id and kept.said = fresh.said and kept.held = fresh.held
     and (kept.weight, kept.is_settled, kept.is_kept, kept.is_area) = (fresh.weight, fresh.is_settled, fresh.is_kept, fresh.is_area)
     and kept.line is not distinct from fresh.line;

  has_facts := exists (select from figures.fact where unit_id = any (changed))
           and exists (select from pg_temp.attribution_before where is_kept union all select from pg_temp.attribution_after where is_kept);
  if has_facts then
    perform figures.pour('figures.roll_up',
      $q$figures.folded_flow('(select * from pg_temp.attribution_before where is_kept)')$q$,
      $q$figures.folded_change('(select * from pg_temp.attribution_before where is_kept)')$q$,
      '(select * from pg_temp.attribution_before where is_kept)', at_day, -1);
    perform figures.pour('figures.roll_up',
      $q$figures.folded_flow('(select * from pg_temp.attribution_after where is_kept)')$q$,
      $q$figures.folded_change('(select * from pg_temp.attribution_after where is_kept)')$q$,
      '(select * from pg_temp.attribution_after where is_kept)', at_day, 1);
  end if;

  delete from figures.attribution as kept using pg_temp.attribution_before as former
   where kept.unit_id = former.unit_id and kept.counted_id = former.counted_id and kept.said = former.said and kept.held = former.held;
  insert into figures.attribution table pg_temp.attribution_after;
end
$$;
comment on function figures.settle is
  'Brings who-counts-for-whom and the totals up to date with the units whose places or successions were changed in this transaction. Runs by itself before the commit; call it to read figures earlier.';

create function figures.settle_at_commit() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  if exists (select from figures.unsettled) then
    perform figures.settle();
  end if;
  return null;
end
$$;
create constraint trigger unsettled_is_worked_off after insert on figures.unsettled
  deferrable initially deferred for each row execute function figures.settle_at_commit();

insert into figures.holding (unit_id, said, holder_id, held, weight)
select holders.unit_id, holders.said, holders.holder_id, holders.held, holders.weight
  from figures.holders(array(select id from org.unit)) as holders;
insert into figures.attribution select * from figures.derived_attribution(array(select id from org.unit));

create function figures.answering(units uuid[], reading text) returns table (asked uuid, root uuid, basis text, is_kept boolean)
  language plpgsql stable set plan_cache_mode to force_generic_plan set search_path = org, pg_catalog as $$
#variable_conflict use_column
begin
  return query
    with asked as (
      select unit.id, coalesce(unit.valid_to <= (select today from figures.roll_up_state), false) as has_ended
        from org.unit where unit.id = any (answering.units)
    ), root as (
      select asked.id as asked, asked.id, case when has_ended then 'then' else answering.reading end as basis
        from asked where not has_ended or answering.reading = 'then'
      union all
      select asked.id, scope, 'then' from asked cross join lateral org.scope(asked.id) as scope
       where has_ended and answering.reading = 'today'
    )
    select root.asked, root.id, root.basis, kind.level in ('country', 'province', 'district')
      from root join org.unit on unit.id = root.id join org.kind on kind.code = unit.kind
     -- A new branch in a new commune: both were made of the old district, and the commune answers for its branch.
     where root.id = root.asked or not exists (
       select from root as above join org.beneath on beneath.ancestor_id = above.id
        where above.asked = root.asked and above.id <> root.id and beneath.unit_id = root.id
          and beneath.valid @> unit.valid_from);
end
$$;
comment on function figures.answering is
  'Which units answer for some others. A unit answers for itself. One that has ended has no today: what it did until then, and what was made of nothing but it (org.scope), goes on answering as it was.';

-- ── Reading, proving, rebuilding ─────────────────────────────────────────────────────────────────────────────────────

do $$
declare
  months constant text := 'unit_id uuid, basis text, indicator text, month date, assurance figures.assurance, amount numeric, entries bigint, over bigint, about bigint';
  sums constant text := 'unit_id uuid, indicator text, total numeric, proven numeric, confirmed numeric, verified numeric, entries bigint, over bigint, about bigint';
  -- wanted: the units, the indicators (all where null), the slice, the first day and the day after the last, the basis.
  asked constant text := '(units uuid[], codes text[], slice text, since date, until date, reading text)';
  wanted constant text := $q$
     where cell.day < $5 and ($3 = '' or $3 = 'line:' || cell.line or $3 = 'theme:' || cell.theme_id) and ($6 = 'today' or cell.basis = 'then')$q$;
  by_month constant text := $q$
    select cell.counted_id, cell.basis, cell.indicator, date_trunc('month', cell.day::timestamp)::date, cell.assurance,
           sum(cell.amount), sum(cell.entries), sum(cell.over), sum(cell.about)
      from (%s) as cell %s group by 1, 2, 3, 4, 5 $q$;
  in_all constant text := $q$
    select cell.counted_id, cell.indicator, sum(cell.amount),
           coalesce(sum(cell.amount) filter (where cell.assurance <> 'declared'), 0),
           coalesce(sum(cell.amount) filter (where cell.assurance = 'confirmed'), 0),
           coalesce(sum(cell.amount) filter (where cell.assurance = 'verified'), 0),
           sum(cell.entries), sum(cell.over), sum(cell.about)
      from (%s) as cell %s group by 1, 2 $q$;
  -- The plan is made once a connection: making it takes longer than reading a commune. Starting helpers does, too.
  made constant text := $q$
    create function figures.%s%s returns table (%s) language plpgsql stable
      set plan_cache_mode to force_generic_plan set max_parallel_workers_per_gather to 0 as $f$
    #variable_conflict use_column
    declare
      -- Months since the year nought.
      first constant integer := 12 * extract(year from $4)::integer + extract(month from $4)::integer - 1;
      last constant integer := 12 * extract(year from $5)::integer + extract(month from $5)::integer - 1;
    begin
      if $2 is null then
        return query %s;
      else
        return query %s;
      end if;
    end
    $f$ $q$;
  kept constant text := '(select * from figures.attribution where counted_id = any ($1))';
  today constant text := '(select today from figures.roll_up_state)';
  unfolded text := figures.cells(
    '(select * from figures.unfolded_flow() where <codes> and day >= $4 and day < $5)',
    '(select * from figures.unfolded_change() where <codes> and day < $5)', kept, today);
  counted text := figures.cells(
    '(select * from figures.flow where <codes> and day >= $4 and day < $5)',
    '(select * from figures.change where <codes> and day < $5)', kept, today, true);
  title text;
  given text;
  query text;
begin
  for title, given, query in
    select 'unfolded_cells', months, format(by_month, unfolded, wanted)
    union all select 'counted_cells', months, format(by_month, counted, wanted)
    union all select 'unfolded_sums', sums, format(in_all, unfolded, wanted)
    union all select 'counted_sums', sums, format(in_all, counted, wanted)
    -- Each place of a year holds it up to the end of its month, so that a stretch of months is one difference.
    union all select 'kept_sums', sums, format($q$
    select both_of_them.unit_id, both_of_them.indicator, sum(both_of_them.total), sum(both_of_them.proven),
           coalesce(sum(both_of_them.confirmed), 0), coalesce(sum(both_of_them.verified), 0), sum(both_of_them.entries)::bigint,
           coalesce(sum(both_of_them.over), 0)::bigint, coalesce(sum(both_of_them.about), 0)::bigint
      from (
        select year.unit_id, year.indicator, %s
          from (
            select kept.*, case when counted.rule = 'stock' then 1 else greatest(1, first - 12 * kept.year + 1) end as begins,
                   least(12, last - 12 * kept.year) as ends
              from figures.roll_up as kept join (select code, rule from figures.indicator) as counted on counted.code = kept.indicator
             where kept.basis = any (case when $6 = 'today' then array['then', 'moved'] else array['then'] end) and kept.slice = $3
               and <codes> and kept.unit_id = any ($1) and kept.year <= (last - 1) / 12
               and (counted.rule = 'stock' or kept.year >= first / 12)
          ) as year
        union all
        select unit_id, indicator, total, proven, confirmed, verified, entries, over, about
          from figures.unfolded_sums($1, $2, $3, $4, $5, $6)
      ) as both_of_them
     group by 1, 2 $q$,
    (select string_agg(format('year.%1$s[year.ends] - case when year.begins > 1 then year.%1$s[year.begins - 1] else 0 end as %1$s', name), ', ')
       from unnest(array['total', 'proven', 'confirmed', 'verified', 'entries', 'over', 'about']) as name))
  loop
    -- Two statements, since a condition that may be left out is of no use to an index.
    execute format(made, title, asked, given, replace(query, '<codes>', 'true'), replace(query, '<codes>', 'indicator = any ($2)'));
  end loop;
end
$$;
comment on function figures.kept_sums is 'What the roll-up and all that it does not hold yet come to, for units of which totals are kept.';
comment on function figures.unfolded_cells is
  'What the roll-up does not hold yet, for some units and indicators, by month; steps of stocks from the beginning of time.';
comment on function figures.counted_cells is
  'What the facts themselves come to, in the same shape: for units of which no roll-up is kept, and to prove the others.';
comment on function figures.unfolded_sums is 'The same as unfolded_cells, in all and not by month.';
comment on function figures.counted_sums is 'The same as counted_cells, in all and not by month.';

create function figures.recount() returns table (difference text, basis text, slice text, indicator text, unit_id uuid, year smallint)
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  empty constant integer[] := array_fill(0, array[12]);
begin
  -- The folded facts once more from the beginning, beside what is kept.
  create temporary table if not exists recounted on commit drop as table figures.roll_up with no data;
  truncate pg_temp.recounted;
  if not exists (select from pg_constraint where conrelid = 'pg_temp.recounted'::regclass) then
    alter table pg_temp.recounted add constraint recounted_is_kept_twice primary key (basis, slice, indicator, unit_id, year);
  end if;
  perform figures.pour('pg_temp.recounted',
    '(select flow.* from figures.flow where pg_visible_in_snapshot(flow.posted_in, (select folded from figures.roll_up_state)))',
    '(select change.* from figures.change where pg_visible_in_snapshot(change.posted_in, (select folded from figures.roll_up_state)))',
    '(select * from figures.attribution where is_kept)', (select today from figures.roll_up_state), 1, true);
  return query
    select case when fresh.year is null then 'kept without a fact' when kept.year is null then 'missing' else 'different' end,
           coalesce(kept.basis, fresh.basis), coalesce(kept.slice, fresh.slice), coalesce(kept.indicator, fresh.indicator),
           coalesce(kept.unit_id, fresh.unit_id), coalesce(kept.year, fresh.year)
      from figures.roll_up as kept full join pg_temp.recounted as fresh using (basis, slice, indicator, unit_id, year)
     where exists (select from figures.attribution where counted_id = coalesce(kept.unit_id, fresh.unit_id))
       and (coalesce(kept.total, empty::numeric[]), coalesce(kept.proven, empty::numeric[]), coalesce(kept.confirmed, empty::numeric[]), coalesce(kept.verified, empty::numeric[]),
            coalesce(kept.entries, empty), coalesce(kept.over, empty), coalesce(kept.about, empty))
        is distinct from
           (coalesce(fresh.total, empty::numeric[]), coalesce(fresh.proven, empty::numeric[]), coalesce(fresh.confirmed, empty::numeric[]), coalesce(fresh.verified, empty::numeric[]),
            coalesce(fresh.entries, empty), coalesce(fresh.over, empty), coalesce(fresh.about, empty));
  -- Who counts for whom, once more.
  return query
    select 'attribution', null::text, null::text, null::text, odd.unit_id, null::smallint
      from ((table figures.attribution except all select * from figures.derived_attribution(array(select id from org.unit)))
            union all
            (select * from figures.derived_attribution(array(select id from org.unit)) except all table figures.attribution)) as odd;
  -- Each stock once more: the sum of its steps is its latest level.
  return query
    select 'steps', null::text, null::text, coalesce(said.indicator, stepped.indicator), null::uuid, null::smallint
      from (select distinct on (standing.series_id, standing.indicator) standing.series_id, standing.indicator, standing.amount
              from figures.standing join figures.indicator on indicator.code = standing.indicator and indicator.rule = 'stock'
             order by standing.series_id, standing.indicator, standing.day desc, standing.posted_at desc, standing.id desc) as said
      full join (select step.series_id, step.indicator, sum(step.amount) as amount, sum(step.entries) as entries
                   from figures.step group by 1, 2) as stepped using (series_id, indicator)
     where coalesce(said.amount, 0) <> coalesce(stepped.amount, 0)
        or (said.series_id is not null and stepped.entries is distinct from 1) or (said.series_id is null and stepped.entries <> 0);
end
$$;
comment on function figures.recount is 'Recomputes all that is derived and gives what differs from what is kept: nothing, if all is well. Run it in a repeatable read transaction.';

create function figures.rebuild() returns void
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  now_folded constant pg_snapshot := pg_current_snapshot();
  at_day date;
begin
  if current_setting('transaction_isolation') = 'read committed' then
    raise exception 'rebuild() must see one snapshot: run it in a repeatable read transaction.';
  end if;
  -- Readers go on with what was; whoever posts is not held up.
  update figures.roll_up_state set folded = now_folded, folded_at = clock_timestamp(), turns = turns + 1 returning today into at_day;
  delete from figures.roll_up where exists (select from figures.attribution where counted_id = roll_up.unit_id);
  perform figures.pour('figures.roll_up', 'figures.flow', 'figures.change', '(select * from figures.attribution where is_kept)', at_day, 1, true);
end
$$;
comment on function figures.rebuild is 'Recomputes the roll-up from the facts. Run it in a repeatable read transaction; it changes nothing where all was well.';

create function figures.adopt() returns boolean
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  here constant text := (select system_identifier::text from pg_control_system());
begin
  if here = (select server from figures.roll_up_state) then
    return false;
  end if;
  -- Restored from a backup on another server: numbers of transactions mean nothing here, so all is folded anew.
  alter table figures.fact disable trigger user;
  alter table figures.step disable trigger user;
  update figures.fact set posted_in = '3';
  update figures.step set posted_in = '3';
  alter table figures.fact enable trigger user;
  alter table figures.step enable trigger user;
  delete from figures.roll_up where exists (select from figures.attribution where counted_id = roll_up.unit_id);
  update figures.roll_up_state set folded = '3:3:', server = here;
  return true;
end
$$;
comment on function figures.adopt is 'After a restore on another server: makes the roll-up forget which transactions it has folded. Gives whether there was need.';

revoke execute on function figures.pour, figures.fold, figures.turn_day, figures.settle, figures.recount, figures.rebuild, figures.adopt, figures.add_partitions from public;
