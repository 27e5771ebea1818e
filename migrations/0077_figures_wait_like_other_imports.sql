-- Files of figures wait in imports.preview like all others. A row of figure_import is a file that counts, or was taken back.
drop trigger figure_import_does_not_go_back on reports.figure_import;
delete from reports.figure_import where state = 'waiting';

alter table reports.figure_import
  drop constraint figure_import_has_no_day,
  drop constraint figure_import_state_is_unknown,
  add constraint figure_import_state_is_unknown check (state in ('counted', 'taken_back')),
  alter column state set default 'counted',
  alter column counted_at set default now(),
  alter column counted_at set not null;
comment on table reports.figure_import is
  'Figures of a unit and a period that came in a file (sha256), counted as declared facts on the last day of the period, perhaps taken back. besides says why they count beside what is recorded already.';

drop policy figure_import_is_read on reports.figure_import;
create policy figure_import_is_read on reports.figure_import for select to lantoa_app
  using (unit_id = any ((select access.units_for('report.read'))::uuid[]));
drop policy figure_import_is_sent on reports.figure_import;
create policy figure_import_is_sent on reports.figure_import for insert to lantoa_app
  with check (state = 'counted' and sent_by = access.actor() and unit_id = any ((select access.units_for('figure.enter_for'))::uuid[]));
drop policy figure_import_goes_on on reports.figure_import;
create policy figure_import_goes_on on reports.figure_import for update to lantoa_app
  using (unit_id = any ((select access.units_for('figure.enter_for'))::uuid[]));
drop policy figure_import_is_dropped on reports.figure_import;
revoke delete on reports.figure_import from lantoa_app;

create trigger figure_import_does_not_go_back before update on reports.figure_import for each row
  when ((old.state, new.state) <> ('counted', 'taken_back')) execute function reports.refuse_import_going_back();
