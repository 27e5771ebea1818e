-- 0090_own_and_below.sql – a figure can be of a unit's own doing, or of that of the units beneath it alone.
--
-- “The Standing Committee issued 71 documents” is false where it issued 20 and its communes 51. What a reading was of is kept
-- with it, and with it the units beneath that were told apart, so that its difference to another reading can be told.

alter table figures.reading
  add column reach text   not null default 'all',
  add column parts uuid[] not null default '{}',
  add constraint reading_reach_is_unknown check (reach in ('all', 'own', 'below'));
comment on column figures.reading.reach is
  'all: the unit with all beneath it; own: the unit with its own bodies, without the units beneath; below: those alone.';
comment on column figures.reading.parts is 'The units one level beneath (those that answered for them), where reach tells them apart; else none.';

drop trigger reading_is_never_changed on figures.reading;
create trigger reading_is_never_changed before delete or truncate
  or update of id, unit_id, indicator, line, theme_id, basis, period, since, until, taken_at, today, roots, answered, rule, formulas,
               shown, kept_by, reach, parts
  on figures.reading for each statement execute function access.refuse_change();

-- A figure of the own or of those beneath is another than that of all: it is not held against today's figure of all (0034).
create or replace function reports.list_figures(frozen_report reports.frozen) returns void
  language sql security definer set search_path = reports, pg_catalog as $$
  insert into frozen_figure (frozen_id, unit_id, indicator, period, line, amount, reading_id)
  select distinct on (2, 3, 4, 5) frozen_report.id, (figure -> 'scope' ->> 'unitId')::uuid, figure -> 'scope' ->> 'indicator', figure -> 'scope' ->> 'period',
         coalesce(figure -> 'scope' ->> 'line', ''), (figure ->> 'amount')::numeric, (figure ->> 'reading')::uuid
    from jsonb_path_query(frozen_report.content -> 'sections', 'strict $.** ? (exists(@.scope.unitId) && exists(@.amount))') as figure
   where figure -> 'scope' ->> 'themeId' is null and figure -> 'scope' ->> 'reach' is null
$$;
