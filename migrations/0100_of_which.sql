-- 0100_of_which.sql – an indicator can be part of another: “210, trong đó 96 nữ”. Reasons: docs/decisions/0067-of-which.md.

alter table figures.indicator
  add column part_of  text collate "C" constraint indicator_has_parts references figures.indicator,
  add column is_share boolean not null default false,
  add constraint indicator_is_a_share_of_nothing check (part_of is not null or not is_share);
comment on column figures.indicator.part_of is 'The indicator of which this one counts a part.';
comment on column figures.indicator.is_share is
  'Together with the other shares it makes up the whole; any other part may overlap with its neighbours and leave something over.';
create index indicator_part_of on figures.indicator (part_of) where part_of is not null;

create function figures.check_part() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
declare
  named text;
  above integer;
  beneath integer;
begin
  -- Two parts that are related at once would not see each other.
  perform pg_advisory_xact_lock(hashtextextended('figures.part_of', 0));
  with recursive up as (
    select new.code collate "C" as code, 0 as level
    union all
    select indicator.part_of, level + 1 from up join figures.indicator on indicator.code = up.code
     where indicator.part_of is not null and level < 9
  ), down as (
    select new.code collate "C" as code, 0 as level
    union all
    select indicator.code collate "C", level + 1 from down join figures.indicator on indicator.part_of = down.code where level < 9
  )
  select (select max(level) from up), (select max(level) from down),
         case when (select count(*) from up where code = new.code) > 1 then 'indicator_is_part_of_itself' end
    into above, beneath, named;
  named := coalesce(named, case
    when above + beneath > 3 then 'indicator_parts_are_too_deep'
    when new.rule = 'derived' or (new.rule = 'distinct' and new.is_share) then 'indicator_part_is_no_amount'
    when exists (select from figures.indicator as whole
                  where whole.code = new.part_of
                    and (whole.rule, whole.unit_vi, whole.is_money) is distinct from (new.rule, new.unit_vi, new.is_money))
      then 'indicator_part_counts_otherwise'
    when exists (select from figures.indicator as part
                  where part.part_of = new.code
                    and (part.rule, part.unit_vi, part.is_money) is distinct from (new.rule, new.unit_vi, new.is_money))
      then 'indicator_part_counts_otherwise' end);
  if named is not null then
    raise exception using errcode = 'check_violation', constraint = named, message = 'part refused: ' || named;
  end if;
  return null;
end
$$;
create trigger part_is_checked after insert on figures.indicator
  for each row when (new.part_of is not null) execute function figures.check_part();
create trigger part_is_checked_again after update of part_of, is_share, rule, unit_vi, is_money on figures.indicator
  for each row when (new.part_of is not null or new.rule <> old.rule or new.unit_vi <> old.unit_vi or new.is_money <> old.is_money)
  execute function figures.check_part();
