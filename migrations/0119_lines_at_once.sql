-- 0119_lines_at_once.sql – the figures of all lines of organisations in one reading.
--
-- A report tells each line's own figures. Line by line the same facts were gone through again for each of a dozen lines. These
-- functions stand beside those of 0010 and say the line of each sum; docs/decisions/0012-roll-up.md.

do $$
declare
  sums constant text := 'unit_id uuid, line text, indicator text, total numeric, proven numeric, confirmed numeric, verified numeric, entries bigint, over bigint, about bigint';
  -- The units, the first day and the day after the last, the basis.
  asked constant text := '(units uuid[], since date, until date, reading text)';
  in_all constant text := $q$
    select cell.counted_id, cell.line::text, cell.indicator, sum(cell.amount),
           coalesce(sum(cell.amount) filter (where cell.assurance <> 'declared'), 0),
           coalesce(sum(cell.amount) filter (where cell.assurance = 'confirmed'), 0),
           coalesce(sum(cell.amount) filter (where cell.assurance = 'verified'), 0),
           sum(cell.entries), sum(cell.over), sum(cell.about)
      from (%s) as cell where cell.day < $3 and cell.line is not null and ($4 = 'today' or cell.basis = 'then') group by 1, 2, 3 $q$;
  made constant text := $q$
    create function figures.%s%s returns table (%s) language plpgsql stable
      set plan_cache_mode to force_generic_plan set max_parallel_workers_per_gather to 0 as $f$
    #variable_conflict use_column
    declare
      -- Months since the year nought.
      first constant integer := 12 * extract(year from $2)::integer + extract(month from $2)::integer - 1;
      last constant integer := 12 * extract(year from $3)::integer + extract(month from $3)::integer - 1;
    begin
      return query %s;
    end
    $f$ $q$;
  counted constant text := '(select * from figures.attribution where counted_id = any ($1))';
  today constant text := '(select today from figures.roll_up_state)';
  title text;
  query text;
begin
  for title, query in
    select 'unfolded_sums_by_line', format(in_all, figures.cells(
      '(select * from figures.unfolded_flow() where day >= $2 and day < $3)',
      '(select * from figures.unfolded_change() where day < $3)', counted, today))
    union all select 'counted_sums_by_line', format(in_all, figures.cells(
      '(select * from figures.flow where day >= $2 and day < $3)', '(select * from figures.change where day < $3)', counted, today, true))
    union all select 'kept_sums_by_line', format($q$
    select both_of_them.unit_id, both_of_them.line, both_of_them.indicator, sum(both_of_them.total), sum(both_of_them.proven),
           coalesce(sum(both_of_them.confirmed), 0), coalesce(sum(both_of_them.verified), 0), sum(both_of_them.entries)::bigint,
           coalesce(sum(both_of_them.over), 0)::bigint, coalesce(sum(both_of_them.about), 0)::bigint
      from (
        select year.unit_id, year.line, year.indicator, %s
          from (
            select kept.*, substr(kept.slice, 6) as line, case when counted.rule = 'stock' then 1 else greatest(1, first - 12 * kept.year + 1) end as begins,
                   least(12, last - 12 * kept.year) as ends
              from figures.roll_up as kept join (select code, rule from figures.indicator) as counted on counted.code = kept.indicator
             where kept.basis = any (case when $4 = 'today' then array['then', 'moved'] else array['then'] end)
               and kept.slice = any (array(select 'line:' || code from org.line))
               and kept.unit_id = any ($1) and kept.year <= (last - 1) / 12 and (counted.rule = 'stock' or kept.year >= first / 12)
          ) as year
        union all
        select unit_id, line, indicator, total, proven, confirmed, verified, entries, over, about
          from figures.unfolded_sums_by_line($1, $2, $3, $4)
      ) as both_of_them
     group by 1, 2, 3 $q$,
    (select string_agg(format('year.%1$s[year.ends] - case when year.begins > 1 then year.%1$s[year.begins - 1] else 0 end as %1$s', name), ', ')
       from unnest(array['total', 'proven', 'confirmed', 'verified', 'entries', 'over', 'about']) as name))
  loop
    execute format(made, title, asked, sums, query);
  end loop;
end
$$;
comment on function figures.kept_sums_by_line is 'The same as kept_sums of every line at once, each sum with its line.';
comment on function figures.unfolded_sums_by_line is 'The same as unfolded_sums of every line at once.';
comment on function figures.counted_sums_by_line is 'The same as counted_sums of every line at once.';
