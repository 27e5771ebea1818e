-- 0115_tellings_without_one.sql – how a unit would tell indicators without what one unit says: what it goes back to.

drop function reports.tellings_of(uuid, date);
create function reports.tellings_of(of_unit uuid, on_day date, without uuid default null) returns setof reports.telling
  language sql stable set search_path = reports, org, pg_catalog as $$
  with above as (
    select beneath.ancestor_id, min(beneath.distance * 2 + (beneath.tree = 'line')::integer) as distance
      from beneath join unit on unit.id = beneath.unit_id
     where beneath.unit_id = of_unit and beneath.valid @> least(on_day, unit.valid_to - 1)
       and beneath.ancestor_id is distinct from without
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
  'How a unit tells indicators on a day where that is not the default: by its own rows, else by those of the nearest unit above, in its area before its line. Those of the unit without are left out.';
revoke all on function reports.tellings_of from public;
grant execute on function reports.tellings_of to lantoa_app;
