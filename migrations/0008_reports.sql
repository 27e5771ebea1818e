-- 0008_reports.sql – what a unit says of a period: the author's words; the figures are never stored, they are read.
create schema reports;
grant usage on schema reports to lantoa_app;

create table reports.report (
  id          uuid primary key default uuidv7(),
  unit_id     uuid not null references org.unit,
  outline     text not null,
  period      text not null,
  number      integer,
  issued_on   date not null,
  words       jsonb not null default '{}',
  signer      jsonb not null default '{}',
  seen        integer not null default 1,
  written_by  uuid references access.person,
  written_at  timestamptz not null default now(),
  constraint report_is_begun_already     unique (unit_id, outline, period),
  constraint report_outline_is_unknown   check (outline in ('monthly', 'quarterly')),
  constraint report_period_is_malformed  check ((outline = 'monthly' and period ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$')
                                             or (outline = 'quarterly' and period ~ '^20[0-9]{2}-Q[1-4]$')),
  constraint report_number_is_impossible check (number between 1 and 99999),
  constraint report_words_are_malformed  check (jsonb_typeof(words) = 'object' and jsonb_typeof(signer) = 'object')
);
comment on table reports.report is
  'The words of a report in the making: text by section, number, signer. seen grows with each change, so that nobody overwrites what they have not seen.';
create index report_written_by on reports.report (written_by);
grant select, insert, update on reports.report to lantoa_app;
alter table reports.report enable row level security;
create policy report_is_read on reports.report for select to lantoa_app
  using (unit_id = any ((select access.units_for('report.read'))::uuid[]));
create policy report_is_begun on reports.report for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('report.compose'))::uuid[]));
create policy report_is_changed on reports.report for update to lantoa_app
  using (unit_id = any ((select access.units_for('report.compose'))::uuid[]));
