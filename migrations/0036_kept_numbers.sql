-- 0036_kept_numbers.sql – typed numbers that an author keeps with a source named, and rivals that somebody has dealt with.

create table reports.kept_number (
  id          uuid primary key default uuidv7(),
  report_id   uuid not null references reports.report on delete cascade,
  key         text collate "C" not null,
  sentence    text not null,
  number      text not null,
  source      text not null,
  kept_by     uuid references access.person,
  kept_at     timestamptz not null default now(),
  constraint kept_number_is_malformed       check (key ~ '^[a-z][a-z0-9_]{0,39}$' and char_length(sentence) between 1 and 2000 and char_length(number) between 1 and 100),
  constraint kept_number_needs_a_source     check (source ~ '[[:alpha:]][^[:alpha:]]*[[:alpha:]][^[:alpha:]]*[[:alpha:]]' and char_length(source) <= 300)
);
comment on table reports.kept_number is
  'A number that was typed into a report and that no figure says: its author names where it comes from. It holds for its sentence; where the sentence is written anew, the number is asked about again. The latest row of a sentence and number counts.';
create index kept_number_of on reports.kept_number (report_id, key, id desc);
create index kept_number_by on reports.kept_number (kept_by);
create trigger kept_number_is_never_changed before update or truncate on reports.kept_number
  for each statement execute function access.refuse_change();
grant select, insert on reports.kept_number to lantoa_app;
alter table reports.kept_number enable row level security;
create policy kept_number_is_read on reports.kept_number for select to lantoa_app
  using (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.read'))::uuid[])));
create policy number_is_kept on reports.kept_number for insert to lantoa_app
  with check (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.compose'))::uuid[])));

create table reports.settled_rival (
  text_id     uuid primary key references reports.section_text on delete cascade,
  settled_by  uuid references access.person,
  settled_at  timestamptz not null default now()
);
comment on table reports.settled_rival is
  'That somebody has read a rival text and decided: it was taken over, made one with what stands, or left. The text itself stays.';
create index settled_rival_by on reports.settled_rival (settled_by);
create trigger settled_rival_is_never_changed before update or truncate on reports.settled_rival
  for each statement execute function access.refuse_change();
grant select, insert on reports.settled_rival to lantoa_app;
alter table reports.settled_rival enable row level security;
create policy settled_rival_is_read on reports.settled_rival for select to lantoa_app
  using (exists (select from reports.section_text where section_text.id = text_id));
create policy rival_is_settled on reports.settled_rival for insert to lantoa_app
  with check (exists (select from reports.section_text join reports.report on report.id = section_text.report_id
    where section_text.id = text_id and section_text.is_rival and report.unit_id = any ((select access.units_for('report.compose'))::uuid[])));
