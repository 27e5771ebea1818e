-- 0101_precision_of_frozen.sql – a figure that is as large as in a report and no longer as exact is another figure.

alter table reports.frozen_figure add column qualifier text not null default 'exact';
comment on column reports.frozen_figure.qualifier is 'How exact the report prints it; an amount that became “trên” since is told as changed.';

create or replace function reports.list_figures(frozen_report reports.frozen) returns void
  language sql security definer set search_path = reports, pg_catalog as $$
  insert into frozen_figure (frozen_id, unit_id, indicator, period, line, amount, qualifier, reading_id)
  select distinct on (2, 3, 4, 5) frozen_report.id, (figure -> 'scope' ->> 'unitId')::uuid, figure -> 'scope' ->> 'indicator', figure -> 'scope' ->> 'period',
         coalesce(figure -> 'scope' ->> 'line', ''), (figure ->> 'amount')::numeric, coalesce(figure ->> 'qualifier', 'exact'),
         (figure ->> 'reading')::uuid
    from jsonb_path_query(frozen_report.content -> 'sections', 'strict $.** ? (exists(@.scope.unitId) && exists(@.amount))') as figure
   where figure -> 'scope' ->> 'themeId' is null and figure -> 'scope' ->> 'reach' is null
$$;
delete from reports.frozen_figure;
select reports.list_figures(frozen) from reports.frozen;
