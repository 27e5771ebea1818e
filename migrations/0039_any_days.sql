-- 0039_any_days.sql – figures of any days, not of whole months alone.
--
-- State bodies count a month from the 15th of the month before to the 14th (Nghị định 09/2019/NĐ-CP, điều 12), Party bodies
-- by the calendar. The roll-up goes on being kept by the month: of a span, its whole months are read from there, and only
-- the days at both ends, less than a month each, are added up from the facts. docs/decisions/0012-roll-up.md.

-- What changes between two readings is told by the day already (figures.what_changed); only the readings were kept by months.
alter table figures.reading
  drop constraint reading_is_of_no_whole_months,
  drop constraint reading_period_is_too_long,
  add constraint reading_ends_before_it_begins check (since < until),
  add constraint reading_period_is_too_long    check (char_length(period) between 4 and 22);

do $$
declare
  sums constant text := 'unit_id uuid, indicator text, total numeric, proven numeric, confirmed numeric, verified numeric, entries bigint, over bigint, about bigint';
  -- wanted: the units, the indicators (all where null), the slice, the first day and the day after the last, the basis.
  asked constant text := '(units uuid[], codes text[], slice text, since date, until date, reading text)';
  in_all constant text := $q$
    select cell.counted_id, cell.indicator, sum(cell.amount),
           coalesce(sum(cell.amount) filter (where cell.assurance <> 'declared'), 0),
           coalesce(sum(cell.amount) filter (where cell.assurance = 'confirmed'), 0),
           coalesce(sum(cell.amount) filter (where cell.assurance = 'verified'), 0),
           sum(cell.entries), sum(cell.over), sum(cell.about)
      from (%s) as cell
     where cell.day >= $4 and cell.day < $5 and ($3 = '' or $3 = 'line:' || cell.line or $3 = 'theme:' || cell.theme_id)
       and ($6 = 'today' or cell.basis = 'then')
     group by 1, 2 $q$;
  -- The plan is made once a connection, as that of the functions beside which these stand (0010).
  made constant text := $q$
    create function figures.%s%s returns table (%s) language plpgsql stable
      set plan_cache_mode to force_generic_plan set max_parallel_workers_per_gather to 0 as $f$
    #variable_conflict use_column
    begin
      if $2 is null then
        return query %s;
      else
        return query %s;
      end if;
    end
    $f$ $q$;
  today constant text := '(select today from figures.roll_up_state)';
  no_flow constant text := '(select * from figures.flow where false)';
  no_change constant text := '(select * from figures.change where false)';
  flows constant text := '(select * from figures.flow where <codes> and day >= $4 and day < $5)';
  -- A level also comes or goes without a word of its own: on the day on which its unit begins or ceases to count for another.
  said constant text := '(select * from figures.change where <codes> and day >= $4 and day < $5)';
  said_before constant text := '(select * from figures.change where <codes> and day < $4)';
  turning constant text := '((lower(held) >= $4 and lower(held) < $5) or (upper(held) >= $4 and upper(held) < $5))';
  counted constant text := '(select * from figures.attribution where counted_id = any ($1))';
  -- Of a unit with thousands beneath it, the facts of these days come first and who they count for is looked up.
  first constant text := '(select * from %s as fresh offset 0)';
  looked_up constant text := 'lateral (select * from figures.attribution where counted_id = any ($1) and unit_id = m.unit_id offset 0)';
  turned constant text := '(select * from figures.attribution where counted_id = any ($1) and ' || turning || ')';
  title text;
  query text;
begin
  for title, query in
    select 'flows_of_days', figures.cells(flows, no_change, counted, today, true)
    union all select 'changes_of_days',
      figures.cells(no_flow, said, counted, today, true)
      || ' union all ' || figures.cells(no_flow, said_before, turned, today, true)
    union all select 'flows_of_days_of_many', figures.cells(format(first, flows), no_change, looked_up, today)
    union all select 'changes_of_days_of_many',
      figures.cells(no_flow, format(first, said), looked_up, today)
      || ' union all ' || figures.cells(no_flow, said_before, turned, today, true)
  loop
    query := format(in_all, query);
    execute format(made, title, asked, sums, replace(query, '<codes>', 'true'), replace(query, '<codes>', 'indicator = any ($2)'));
  end loop;
end
$$;
comment on function figures.flows_of_days is 'What the flows of some days come to, folded or not, for some units and indicators: from the facts of each unit beneath.';
comment on function figures.changes_of_days is 'By how much stocks changed within some days, in the same shape.';
comment on function figures.flows_of_days_of_many is 'The same as flows_of_days, from the facts as they come: for units with so many beneath them that going through all of these would take longer.';
comment on function figures.changes_of_days_of_many is 'The same as changes_of_days, for units with many beneath them.';
