-- 0035_outlines_and_regimes_edited.sql – outlines and regimes that officers make and change themselves.

-- ── Outlines: one draft at a time, issued never changed ──────────────────────────────────────────────────────────────

alter table reports.outline
  drop constraint outline_sections_are_malformed,
  add constraint outline_sections_are_malformed check (jsonb_typeof(sections) = 'array' and jsonb_array_length(sections) <= 40),
  add constraint outline_has_no_section check (state = 'draft' or jsonb_array_length(sections) > 0),
  add column removed jsonb not null default '[]',
  add column issued_at timestamptz,
  add column issued_by uuid references access.person,
  add constraint outline_removed_is_malformed check (jsonb_typeof(removed) = 'array' and jsonb_array_length(removed) <= 200),
  -- A code is its unit's: nobody issues the next version of somebody else's outline.
  add constraint outline_code_is_anothers exclude using gist
    (code with =, (coalesce(unit_id, '00000000-0000-0000-0000-000000000000'::uuid)) with <>);
comment on column reports.outline.removed is 'Sections that were taken out of a draft: they can be put back until it is issued.';
update reports.outline set issued_at = written_at where state <> 'draft';
create unique index outline_has_a_draft_already on reports.outline (code) where state = 'draft';
create index outline_issued_by on reports.outline (issued_by) where issued_by is not null;

create trigger outline_issued_is_never_changed before update on reports.outline for each row
  when (old.state <> 'draft' and (
    (old.code, old.version, old.unit_id, old.name, old.periods, old.title, old.subject, old.opening, old.sections, old.since, old.source)
      is distinct from (new.code, new.version, new.unit_id, new.name, new.periods, new.title, new.subject, new.opening, new.sections, new.since, new.source)
    or new.state = 'draft' or (old.state = 'withdrawn' and new.state <> 'withdrawn')))
  execute function access.refuse_change();

grant delete on reports.outline to lantoa_app;
create policy outline_draft_is_given_up on reports.outline for delete to lantoa_app
  using (state = 'draft' and unit_id = any ((select access.units_for('outline.manage'))::uuid[]));

-- Drafts of others are not seen, and their codes are taken all the same.
create function reports.free_outline_code(wanted text) returns text
  language sql stable security definer set search_path = reports, pg_catalog as $$
  select wanted || case when number = 0 then '' else '_' || number end
    from generate_series(0, 9999) as number
   where not exists (select from outline where code = wanted || case when number = 0 then '' else '_' || number end)
   order by number limit 1
$$;
comment on function reports.free_outline_code is 'The code that is wanted, with a number behind it where it is taken.';
revoke all on function reports.free_outline_code from public;
grant execute on function reports.free_outline_code to lantoa_app;

-- ── Regimes: of whom, from which day on another way ──────────────────────────────────────────────────────────────────

alter table reports.regime
  drop constraint regime_is_due_before_it_ends,
  add constraint regime_is_due_before_it_ends check (due_days between 0 and 120),
  add column system text not null default 'party',
  add column follows_id uuid references reports.regime,
  add constraint regime_system_is_unknown check (system in ('party', 'state', 'organisation')),
  add constraint regime_of_state_is_due_at_once check (system <> 'state' or due_days >= 1),
  add constraint regime_follows_itself check (follows_id <> id),
  add constraint regime_is_followed_already unique (follows_id);
comment on column reports.regime.system is
  'Whose rules hold: a State body leaves at least one working day between the end of a period and the day on which it is due (NĐ 09/2019/NĐ-CP).';
comment on column reports.regime.follows_id is 'The regime of before, which ended where this one begins: what was owed by it stays owed.';

-- ── Figures of a theme ───────────────────────────────────────────────────────────────────────────────────────────────

-- A figure of one theme is another than that of all: it is not held against today's figure of all (0034).
create or replace function reports.list_figures(frozen_report reports.frozen) returns void
  language sql security definer set search_path = reports, pg_catalog as $$
  insert into frozen_figure (frozen_id, unit_id, indicator, period, line, amount, reading_id)
  select distinct on (2, 3, 4, 5) frozen_report.id, (figure -> 'scope' ->> 'unitId')::uuid, figure -> 'scope' ->> 'indicator', figure -> 'scope' ->> 'period',
         coalesce(figure -> 'scope' ->> 'line', ''), (figure ->> 'amount')::numeric, (figure ->> 'reading')::uuid
    from jsonb_path_query(frozen_report.content -> 'sections', 'strict $.** ? (exists(@.scope.unitId) && exists(@.amount))') as figure
   where figure -> 'scope' ->> 'themeId' is null
$$;
