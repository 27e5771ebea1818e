-- 0038_figures_from_files.sql – figures of units that do not record here yet, brought in a file by whoever answers for them.

alter table figures.fact drop constraint fact_source_is_unknown;
alter table figures.fact add constraint fact_source_is_unknown
  check (source_kind in ('activity', 'initiative', 'document', 'plan', 'task', 'session', 'pledge', 'import'));

create table reports.figure_import (
  id             uuid primary key default uuidv7(),
  unit_id        uuid not null references org.unit,
  period         text collate "C" not null,
  since          date not null,
  until          date not null,
  sha256         text not null references evidence.file,
  file_name      text not null,
  rows           jsonb not null,
  state          text not null default 'waiting',
  besides        text not null default '',
  sent_by        uuid not null references access.person,
  sent_at        timestamptz not null default now(),
  counted_at     timestamptz,
  taken_back_by  uuid references access.person,
  taken_back_at  timestamptz,
  why            text not null default '',
  constraint figure_import_state_is_unknown       check (state in ('waiting', 'counted', 'taken_back')),
  constraint figure_import_period_is_too_long     check (char_length(period) between 4 and 22),
  constraint figure_import_ends_before_it_begins  check (since < until),
  constraint figure_import_name_is_too_long       check (char_length(file_name) between 1 and 200),
  constraint figure_import_rows_are_malformed     check (jsonb_typeof(rows) = 'array'),
  constraint figure_import_words_are_too_long     check (char_length(besides) <= 1000 and char_length(why) <= 1000),
  constraint figure_import_has_no_day             check ((state = 'waiting') = (counted_at is null)),
  constraint figure_import_is_taken_back_silently check (
    (state = 'taken_back') = (taken_back_at is not null and taken_back_by is not null and char_length(why) >= 3))
);
comment on table reports.figure_import is
  'Figures of a unit and a period that came in a file (sha256): waiting until whoever sent it has seen what it would do, then counted as declared facts on the last day of the period, perhaps taken back. besides says why they count beside what is recorded already.';
-- The same file counts once for a unit: a second press, or a second officer, would double every figure.
create unique index figure_file_is_counted_already on reports.figure_import (unit_id, sha256) where state = 'counted';
create index figure_import_unit on reports.figure_import (unit_id, sent_at desc);
create index figure_import_file on reports.figure_import (sha256);
create index figure_import_sent_by on reports.figure_import (sent_by);
create index figure_import_taken_back_by on reports.figure_import (taken_back_by) where taken_back_by is not null;
grant select, insert, delete, update (state, besides, counted_at, taken_back_by, taken_back_at, why)
  on reports.figure_import to lantoa_app;

alter table reports.figure_import enable row level security;
-- What waits is a form that one person has half filled in; what was counted is seen by all who read reports of the unit.
create policy figure_import_is_read on reports.figure_import for select to lantoa_app
  using (sent_by = access.actor() or (state <> 'waiting' and unit_id = any ((select access.units_for('report.read'))::uuid[])));
create policy figure_import_is_sent on reports.figure_import for insert to lantoa_app
  with check (state = 'waiting' and sent_by = access.actor() and unit_id = any ((select access.units_for('figure.enter_for'))::uuid[]));
create policy figure_import_goes_on on reports.figure_import for update to lantoa_app
  using (unit_id = any ((select access.units_for('figure.enter_for'))::uuid[]))
  with check (state <> 'waiting');
create policy figure_import_is_dropped on reports.figure_import for delete to lantoa_app
  using (state = 'waiting' and sent_by = access.actor());

create function reports.refuse_import_going_back() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = 'figure_import_is_over',
    message = 'an import that was taken back, or counted, does not begin again';
end
$$;
create trigger figure_import_does_not_go_back before update on reports.figure_import for each row
  when (not ((old.state, new.state) in (('waiting', 'counted'), ('counted', 'taken_back')))) execute function reports.refuse_import_going_back();

create policy fact_is_posted_for_imports on figures.fact for insert to lantoa_app
  with check (source_kind = 'import' and unit_id = any ((select access.units_for('figure.enter_for'))::uuid[]));
create policy file_is_added_with_figures on evidence.file for insert to lantoa_app
  with check (cardinality((select access.units_for('figure.enter_for'))::uuid[]) > 0);
create policy file_is_read_with_figures on evidence.file for select to lantoa_app
  using (exists (select from reports.figure_import where figure_import.sha256 = file.sha256));
