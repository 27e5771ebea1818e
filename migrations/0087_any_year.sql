-- 0087_any_year.sql – what is counted, planned and promised is of any year. No table knows when a programme began.

-- ── Indicators ───────────────────────────────────────────────────────────────────────────────────────────────────────

alter table figures.indicator alter column valid_from set default '-infinity';
comment on column figures.indicator.valid_from is
  'From which day it is counted: -infinity is all days. Infinity while the form that brings it is a draft: nobody sees it, nothing can be posted to it. Its unit can move it to an earlier day.';

-- Facts rest on what an indicator means: of one that is counted only the first day moves, and only back.
create function figures.keep_what_is_counted() returns trigger
  language plpgsql set search_path = figures, pg_catalog as $$
declare
  named text;
begin
  if current_user = 'lantoa_app' and old.valid_from < 'infinity' then
    if (to_jsonb(new) - 'valid_from') is distinct from (to_jsonb(old) - 'valid_from') then
      named := 'indicator_is_counted_already';
    elsif new.valid_from > old.valid_from then
      named := 'indicator_begins_later_than_before';
    end if;
  end if;
  if named is not null then
    raise exception using errcode = 'check_violation', constraint = named, message = 'indicator refused: ' || named;
  end if;
  return new;
end
$$;
create trigger indicator_keeps_what_is_counted before update on figures.indicator
  for each row execute function figures.keep_what_is_counted();

create policy indicator_begins_earlier on figures.indicator for update to lantoa_app
  using (valid_from < 'infinity' and access.reaches((select access.held_for('kind.manage')), unit_id))
  with check (valid_from < 'infinity' and access.reaches((select access.held_for('kind.manage')), unit_id));

-- ── The first day of which a unit has a fact ─────────────────────────────────────────────────────────────────────────

create table figures.first_day (
  unit_id  uuid primary key references org.unit,
  day      date not null
);
comment on table figures.first_day is
  'Derived: the earliest day of which a fact of a unit was ever posted. Lists of periods begin there. It never moves on, so a list may begin before the first fact that still stands.';
grant select on figures.first_day to lantoa_app, lantoa_public;

-- The argument of a trigger names the column with the first day of a fact.
create function figures.keep_first_day() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  -- Rows that would change nothing are left out, since a conflict locks its row even where it changes nothing.
  if tg_argv[0] = 'since' then
    insert into figures.first_day (unit_id, day)
    select fresh.unit_id, min(fresh.since) from fresh
     where not exists (select from figures.first_day as kept where kept.unit_id = fresh.unit_id and kept.day <= fresh.since)
     group by fresh.unit_id order by fresh.unit_id
    on conflict (unit_id) do update set day = least(first_day.day, excluded.day);
  else
    insert into figures.first_day (unit_id, day)
    select fresh.unit_id, min(fresh.day) from fresh
     where not exists (select from figures.first_day as kept where kept.unit_id = fresh.unit_id and kept.day <= fresh.day)
     group by fresh.unit_id order by fresh.unit_id
    on conflict (unit_id) do update set day = least(first_day.day, excluded.day);
  end if;
  return null;
end
$$;
create trigger fact_keeps_first_day after insert on figures.fact
  referencing new table as fresh for each statement execute function figures.keep_first_day('day');
create trigger fact_keeps_first_day after insert on figures.span_fact
  referencing new table as fresh for each statement execute function figures.keep_first_day('since');

insert into figures.first_day (unit_id, day)
select unit_id, min(day)
  from (select unit_id, day from figures.fact
        union all select unit_id, day from figures.condensed
        union all select unit_id, since from figures.span_fact) as entered
 group by unit_id;

-- ── Years ────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- The limits that stay catch slips of the finger.

alter table activities.activity
  drop constraint activity_day_is_before_programme,
  add constraint activity_day_is_out_of_range check (day between '1900-01-01' and '2999-12-31');
alter table programme.theme
  drop constraint theme_years_are_out_of_range,
  add constraint theme_years_are_out_of_range check (from_year between 1900 and 2999 and to_year between from_year and 2999);
alter table programme.task
  drop constraint task_due_is_out_of_range,
  add constraint task_due_is_out_of_range check (due_on between '1900-01-01' and '2999-12-31');
alter table programme.target
  drop constraint target_year_is_out_of_range,
  add constraint target_year_is_out_of_range check (year between 1900 and 2999);
alter table gatherings.gathering
  drop constraint gathering_day_is_out_of_range,
  add constraint gathering_day_is_out_of_range check (day between '1900-01-01' and '2999-12-31');
alter table pledges.collective
  drop constraint pledge_year_is_out_of_range,
  add constraint pledge_year_is_out_of_range check (year between 1900 and 2999);
alter table pledges.paper
  drop constraint pledge_paper_year_is_out_of_range,
  add constraint pledge_paper_year_is_out_of_range check (year between 1900 and 2999);
alter table pledges.personal
  drop constraint pledge_of_a_person_is_out_of_range,
  add constraint pledge_of_a_person_is_out_of_range check (year between 1900 and 2999);

alter table reports.report
  drop constraint report_period_is_malformed,
  add constraint report_period_is_malformed check (
    case when kind <> 'report' then char_length(period) between 1 and 100
    else period ~ '^[12][0-9]{3}(-(0[1-9]|1[0-2])|-Q[1-4])?$'
      or period ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])\.\.[12][0-9]{3}-(0[1-9]|1[0-2])$'
      or period ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-[0-3][0-9]\.\.[12][0-9]{3}-(0[1-9]|1[0-2])-[0-3][0-9]$' end);
