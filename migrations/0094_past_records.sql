-- 0094_past_records.sql – records of the years before, from a file: many at once, checked at once by somebody else.

create table activities.intake (
  id           uuid primary key default uuidv7(),
  kind         text not null references initiatives.kind,
  file_name    text not null,
  file_hash    text not null,
  rows         integer not null,
  imported_by  uuid not null references access.person,
  imported_at  timestamptz not null default now(),
  constraint intake_has_no_rows             check (rows > 0),
  constraint intake_file_name_is_too_long   check (char_length(file_name) <= 200)
);
comment on table activities.intake is
  'A file of records of one kind that came in at once. Its records wait for a checker as any other, but are checked together.';
create index intake_kind on activities.intake (kind);
create index intake_imported_by on activities.intake (imported_by);

alter table activities.activity add column intake_id uuid references activities.intake;
comment on column activities.activity.intake_id is 'The file from which a record came; empty where somebody recorded it by itself.';
create index activity_intake on activities.activity (intake_id, state) where intake_id is not null;

alter table activities.intake enable row level security;
grant select, insert on activities.intake to lantoa_app;
-- Whoever sees one of its records sees the file; its maker does so before the records are written.
create policy intake_is_read on activities.intake for select to lantoa_app
  using (imported_by = access.actor() or exists (select from activities.activity where activity.intake_id = intake.id));
create policy intake_is_made on activities.intake for insert to lantoa_app
  with check (imported_by = access.actor() and cardinality(access.held_for('activity.record')) > 0);

insert into ledger.bound (relation, left_out) values ('activities.intake', '{}');
