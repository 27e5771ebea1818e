-- 0114_tellings.sql – how each indicator is told in reports, as data that an office changes.

create table reports.telling (
  unit_id     uuid not null references org.unit,
  indicator   text collate "C" not null,
  version     integer not null,
  is_default  boolean not null default false,
  told        text,
  leans_on    text collate "C",
  way         text,
  decimals    smallint,
  weight      smallint,
  written_by  uuid not null references access.person,
  written_at  timestamptz not null default now(),
  primary key (unit_id, indicator, version),
  constraint telling_indicator_is_unknown    foreign key (indicator) references figures.indicator,
  constraint telling_leans_on_nothing        foreign key (leans_on) references figures.indicator,
  constraint telling_version_is_impossible   check (version between 1 and 9999),
  constraint telling_has_no_number           check (told ~ '^[^{}[:cntrl:]]*\{n\}[^{}[:cntrl:]]*$'),
  constraint telling_is_too_long             check (char_length(told) <= 300),
  constraint telling_leans_on_itself         check (leans_on <> indicator),
  constraint telling_leans_in_no_way         check ((leans_on is null) = (way is null)),
  constraint telling_way_is_unknown          check (way in ('part', 'with', 'rate')),
  constraint telling_of_a_rate_has_words     check (way <> 'rate' or told is null),
  constraint telling_decimals_are_out_of_range check (decimals between -6 and 3),
  constraint telling_weight_is_out_of_range  check (weight between 0 and 3),
  constraint telling_of_default_says_more    check (not is_default or num_nonnulls(told, leans_on, way, decimals, weight) = 0)
);
comment on table reports.telling is
  'How an office tells an indicator, for itself and all units beneath. The last version holds; is_default: the office went back to what holds without it. Words that are missing are made of the name of the indicator.';
comment on column reports.telling.told is 'A clause with {n} where the number stands: trao {n} suất học bổng.';
comment on column reports.telling.way is 'How it leans on another: as a part in brackets, as a phrase with it, or as the rate that it makes.';
comment on column reports.telling.weight is '3 is told first, 1 only where there is room, 0 in the annex alone.';
create index telling_indicator on reports.telling (indicator);
create index telling_leans_on on reports.telling (leans_on) where leans_on is not null;
create index telling_written_by on reports.telling (written_by);

create function reports.tellings_of(of_unit uuid, on_day date) returns setof reports.telling
  language sql stable set search_path = reports, org, pg_catalog as $$
  with above as (
    select beneath.ancestor_id, min(beneath.distance * 2 + (beneath.tree = 'line')::integer) as distance
      from beneath join unit on unit.id = beneath.unit_id
     where beneath.unit_id = of_unit and beneath.valid @> least(on_day, unit.valid_to - 1)
     group by 1
  ), last as (
    select distinct on (telling.unit_id, telling.indicator) telling.*
      from telling where telling.unit_id in (select ancestor_id from above)
     order by telling.unit_id, telling.indicator, telling.version desc
  )
  select distinct on (last.indicator) last.*
    from last join above on above.ancestor_id = last.unit_id
   where not last.is_default
   order by last.indicator, above.distance, last.unit_id
$$;
comment on function reports.tellings_of is
  'How a unit tells indicators on a day where that is not the default: by its own rows, else by those of the nearest unit above, in its area before its line.';
revoke all on function reports.tellings_of from public;
grant execute on function reports.tellings_of to lantoa_app;

create function reports.check_telling() returns trigger
  language plpgsql security definer set search_path = reports, figures, org, pg_catalog as $$
declare
  at text := nullif(new.leans_on, new.indicator);
begin
  if new.decimals > 0 and exists (select from indicator where code = new.indicator
                                     and (rule = 'distinct' or (is_money and rule <> 'derived'))) then
    raise exception using errcode = 'check_violation', constraint = 'telling_has_too_many_decimals',
      message = 'what is counted whole has no decimals';
  end if;
  -- Two changes at once could make a circle that neither of them sees.
  perform pg_advisory_xact_lock(hashtextextended('reports.telling', 0));
  for step in 1 .. 50 loop
    exit when at is null;
    if at = new.indicator then
      raise exception using errcode = 'check_violation', constraint = 'telling_leans_in_a_circle',
        message = 'an indicator would lean on itself';
    end if;
    at := (select leans_on from tellings_of(new.unit_id, org.today()) as told where told.indicator = at);
  end loop;
  return new;
end
$$;
revoke all on function reports.check_telling from public;
create trigger telling_is_checked before insert on reports.telling
  for each row execute function reports.check_telling();
create trigger telling_is_never_changed before update or delete or truncate on reports.telling
  for each statement execute function access.refuse_change();

grant select, insert on reports.telling to lantoa_app;
alter table reports.telling enable row level security;
create policy telling_is_read on reports.telling for select to lantoa_app using (true);
create policy telling_is_written on reports.telling for insert to lantoa_app
  with check (written_by = access.actor() and access.reaches((select access.held_for('outline.manage')), unit_id));

insert into ledger.bound (relation, left_out) values ('reports.telling', '{}');
