-- 0035_outlines_and_regimes_edited.sql – outlines and regimes that officers make and change themselves; who was reminded of what.

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

-- ── Who was reminded ─────────────────────────────────────────────────────────────────────────────────────────────────

create table reports.reminder (
  regime_id  uuid not null references reports.regime,
  unit_id    uuid not null references org.unit,
  period     text not null,
  step       text not null,
  day        date not null,
  primary key (regime_id, unit_id, period, step),
  constraint reminder_step_is_unknown check (step in ('soon', 'today', 'late', 'late_week', 'late_fortnight', 'late_month'))
);
comment on table reports.reminder is 'How far up the ladder of reminders a report that is owed has come, and on which day each step was told.';
create index reminder_unit on reports.reminder (unit_id);
alter table reports.reminder enable row level security;
grant select on reports.reminder to lantoa_app;
create policy reminder_is_read on reports.reminder for select to lantoa_app
  using (unit_id = any ((select access.units_for('report.read'))::uuid[]));
