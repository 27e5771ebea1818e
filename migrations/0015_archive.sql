-- 0015_archive.sql – years whose facts lie in a file, while every figure stays what it was.
--
-- Of an archived year the facts that are only added are replaced by their sums: by unit, indicator, month, assurance, series
-- and theme. figures.flow gives both, so folding, reading, reorganising and proving go on unchanged. What is not a sum stays:
-- the last level of each series of a stock, and whatever counts different people. Reasons: docs/decisions/0016-archive.md.

create table figures.archive (
  year     smallint primary key,
  file     text not null,
  sha256   text not null,
  facts    bigint not null,
  made_at  timestamptz not null default now(),
  constraint archive_file_is_unnamed          check (char_length(file) between 1 and 255),
  constraint archive_hash_is_malformed        check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint archive_of_year_out_of_reach     check (year between 2021 and 2999)
);
comment on table figures.archive is
  'A year whose facts lie in a file. file is its name, sha256 the hash of the facts in it: a file that was changed is not taken back.';
grant select on figures.archive to lantoa_app, lantoa_public;

create table figures.condensed (
  id          uuid not null default uuidv7(),
  series_id   uuid not null,
  unit_id     uuid not null references org.unit,
  theme_id    uuid references figures.theme,
  indicator   text collate "C" not null references figures.indicator,
  day         date not null,
  last_day    date not null,
  assurance   figures.assurance not null,
  amount      numeric(18, 3) not null,
  entries     integer not null,
  over        integer not null,
  about       integer not null,
  -- In the order in which lineage is read.
  primary key (indicator, day, id),
  constraint condensed_ends_before_it_begins check (last_day >= day)
);
comment on table figures.condensed is
  'What the archived facts of a unit come to, in the shape of figures.flow. day and last_day are the first and the last of their days: of one month, and with no day between on which the unit began to count for others.';
create index condensed_unit on figures.condensed (unit_id, indicator, day);
create index condensed_series on figures.condensed (series_id);
create index condensed_theme on figures.condensed (theme_id) where theme_id is not null;
grant select on figures.condensed to lantoa_app, lantoa_public;

-- ── Figures are read from both ───────────────────────────────────────────────────────────────────────────────────────

create or replace view figures.flow with (security_invoker = true) as
  select fact.id, fact.series_id, fact.unit_id, fact.theme_id, fact.indicator, fact.day, fact.amount, fact.assurance, fact.posted_in,
         case when fact.reverses is null then 1 else -1 end as entries,
         case when fact.qualifier = 'over' then case when fact.reverses is null then 1 else -1 end else 0 end as over,
         case when fact.qualifier in ('nearly', 'about') then case when fact.reverses is null then 1 else -1 end else 0 end as about
    from figures.fact
   -- Not a join: read unit by unit, the list of codes would be gone through again for each of them.
   where (fact.indicator in (select code from figures.indicator where rule = 'sum')) is true
  union all
  -- Only what is folded is archived, and transaction 3 is one that every snapshot holds.
  select condensed.id, condensed.series_id, condensed.unit_id, condensed.theme_id, condensed.indicator, condensed.day, condensed.amount,
         condensed.assurance, '3'::xid8, condensed.entries, condensed.over, condensed.about
    from figures.condensed;
comment on view figures.flow is 'What is added: facts, a reversal counting as one entry less, and what archived facts come to.';

create view figures.behind with (security_invoker = true) as
  select standing.id, standing.unit_id, standing.indicator, standing.day, standing.amount, standing.qualifier, standing.assurance,
         standing.series_id, standing.source_kind, standing.source_id, standing.theme_id, standing.posted_at
    from figures.standing
  union all
  select condensed.id, condensed.unit_id, condensed.indicator, condensed.day, condensed.amount,
         case when condensed.over > 0 then 'over' when condensed.about > 0 then 'about' else 'exact' end, condensed.assurance,
         condensed.series_id, 'archive', condensed.id, condensed.theme_id, null::timestamptz
    from figures.condensed;
comment on view figures.behind is 'What lies behind figures, line by line: the facts that stand, and the sums of those that are archived.';
grant select on figures.behind to lantoa_app, lantoa_public;

create or replace function figures.settle() returns void
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

  has_facts := (exists (select from figures.fact where unit_id = any (changed))
                or exists (select from figures.condensed where unit_id = any (changed)))
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

-- ── What an archived year does not take any more ─────────────────────────────────────────────────────────────────────

create function figures.open_from() returns date
  language sql stable set search_path = figures, pg_catalog
  -- A level of a stock ends the one before it, so what lies before an archived year is closed as well.
  return (select make_date(max(year) + 1, 1, 1) from figures.archive);
comment on function figures.open_from is 'The first day that takes facts, where years are archived; null where none is.';

create function figures.refuse_archived() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  open_from constant date := figures.open_from();
begin
  if open_from is not null and exists (select from fresh where fresh.day < open_from) then
    raise exception using errcode = 'check_violation', constraint = 'fact_year_is_archived', message = 'fact refused: fact_year_is_archived';
  end if;
  return null;
end
$$;
create trigger fact_is_of_an_open_year after insert on figures.fact
  referencing new table as fresh for each statement execute function figures.refuse_archived();

create function figures.refuse_division() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  if exists (select from figures.archive) and exists (
    select from given cross join lateral unnest(array[lower(given.said), upper(given.said), lower(given.held), upper(given.held)]) as turn
      join figures.condensed on condensed.unit_id = given.unit_id and turn > condensed.day and turn <= condensed.last_day)
  then
    raise exception using errcode = 'check_violation', constraint = 'reorganisation_divides_archived_month', message = 'a sum of archived facts cannot be divided';
  end if;
  return null;
end
$$;
create trigger attribution_divides_nothing after insert on figures.attribution
  referencing new table as given for each statement execute function figures.refuse_division();

-- ── Into the archive, and back ───────────────────────────────────────────────────────────────────────────────────────

create function figures.year_in_sums(of_year integer, among text default 'figures.flow') returns text
  language plpgsql stable set search_path = figures, pg_catalog set work_mem = '256MB' as $$
declare
  sums text;
begin
  execute format($q$
    select md5(coalesce(string_agg(concat_ws('|', unit_id, indicator, month, assurance, total, entries, over, about), E'\n'
                                   order by unit_id, indicator, month, assurance), ''))
      from (select unit_id, indicator, date_trunc('month', day::timestamp)::date as month, assurance,
                   sum(amount) as total, sum(entries) as entries, sum(over) as over, sum(about) as about
              from %s as flow where day >= make_date($1, 1, 1) and day < make_date($1 + 1, 1, 1)
             group by 1, 2, 3, 4) as sums
     where total <> 0 or entries <> 0 or over <> 0 or about <> 0 $q$, among)
  into sums using of_year;
  return sums;
end
$$;
comment on function figures.year_in_sums is 'One text for all sums of a year, unit by unit and month by month: the same text before and after means the same figures.';

create function figures.condense(of_year integer, file_name text, content_hash text) returns bigint
  language plpgsql security definer set search_path = figures, pg_catalog set work_mem = '256MB' as $$
declare
  part constant text := 'fact_' || of_year;
  before constant text := figures.year_in_sums(of_year);
  found_facts bigint;
begin
  execute format('select count(*) from figures.%I', part) into found_facts;
  insert into figures.archive (year, file, sha256, facts) values (of_year, file_name, content_hash, found_facts);

  -- A month is cut where its unit began or ceased to count for somebody, so that each sum counts as its facts did.
  execute format($q$
    insert into figures.condensed (series_id, unit_id, theme_id, indicator, day, last_day, assurance, amount, entries, over, about)
    select fact.series_id, fact.unit_id, fact.theme_id, fact.indicator, min(fact.day), max(fact.day), fact.assurance, sum(fact.amount),
           sum(sign.of), coalesce(sum(sign.of) filter (where fact.qualifier = 'over'), 0), coalesce(sum(sign.of) filter (where fact.qualifier in ('nearly', 'about')), 0)
      from figures.%I as fact
      join figures.indicator on indicator.code = fact.indicator and indicator.rule = 'sum'
      cross join lateral (select case when fact.reverses is null then 1 else -1 end as of) as sign
      left join (
        select unit_id, array_agg(distinct turn order by turn) as turns
          from figures.attribution cross join lateral unnest(array[lower(said), upper(said), lower(held), upper(held)]) as turn
         where turn >= make_date($1, 1, 1) and turn < make_date($1 + 1, 1, 1)
         group by 1
      ) as cut on cut.unit_id = fact.unit_id
     group by fact.series_id, fact.unit_id, fact.theme_id, fact.indicator, fact.assurance, date_trunc('month', fact.day::timestamp),
              coalesce(width_bucket(fact.day, cut.turns), 0)
    having sum(fact.amount) <> 0 or sum(sign.of) <> 0
  $q$, part) using of_year;

  if figures.year_in_sums(of_year, 'figures.condensed') <> before then
    raise exception 'The sums of % are not what its facts come to; nothing was archived.', of_year;
  end if;

  -- What follows a level needs the one before it; different people cannot be told apart in a sum.
  execute format($q$
    create temporary table staying on commit drop as
    select fact.* from figures.%1$I as fact join figures.indicator on indicator.code = fact.indicator and indicator.rule = 'distinct'
    union all
    (select distinct on (fact.series_id, fact.indicator) fact.*
       from figures.%1$I as fact join figures.indicator on indicator.code = fact.indicator and indicator.rule = 'stock'
      where fact.reverses is null and not exists (select from figures.%1$I as reversal where reversal.reverses = fact.id)
      order by fact.series_id, fact.indicator, fact.day desc, fact.posted_at desc, fact.id desc)
  $q$, part);

  -- From here on readers wait; what takes long is done. A partition that is pointed at cannot leave, not even where it is
  -- itself that points.
  execute format('alter table figures.%I disable trigger user', part);
  execute format('delete from figures.%I where reverses is not null', part);
  execute format('alter table figures.fact detach partition figures.%I', part);
  execute format('drop table figures.%I', part);
  perform figures.add_partitions(of_year);
  execute format('insert into figures.%I select * from pg_temp.staying', part);
  drop table pg_temp.staying;
  return found_facts;
end
$$;
comment on function figures.condense is
  'Replaces the facts of a year by what they come to. The caller has written them to a file and keeps others from posting to the year.';

create function figures.take_back(of_year integer) returns bigint
  language plpgsql security definer set search_path = figures, pg_catalog set work_mem = '256MB' as $$
declare
  part constant text := 'fact_' || of_year;
  before constant text := figures.year_in_sums(of_year);
  kept figures.archive;
  found_facts bigint;
begin
  select * into kept from figures.archive where year = of_year for update;
  delete from figures.condensed where day >= make_date(of_year, 1, 1) and day < make_date(of_year + 1, 1, 1);
  delete from figures.archive where year = of_year;
  execute format('insert into figures.%I select * from pg_temp.returning_fact on conflict (id, day) do nothing', part);
  execute format('select count(*) from figures.%I', part) into found_facts;
  if found_facts <> kept.facts or figures.year_in_sums(of_year) <> before then
    raise exception 'What came back of % is not what was archived; nothing was changed.', of_year;
  end if;
  return found_facts;
end
$$;
comment on function figures.take_back is 'Puts the facts of pg_temp.returning_fact back in the place of their sums.';

revoke execute on function figures.year_in_sums, figures.condense, figures.take_back from public;
