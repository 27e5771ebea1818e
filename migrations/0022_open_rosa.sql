-- 0022_open_rosa.sql – photos that ODK Collect sends for a record in several requests, until the record itself is complete.
create table activities.form_photo (
  person_id    uuid not null references access.person,
  instance_id  uuid not null,
  name         text not null,
  sha256       text not null references evidence.file,
  sent_at      timestamptz not null default now(),
  primary key (person_id, instance_id, name),
  constraint form_photo_name_is_too_long check (char_length(name) between 1 and 255)
);
comment on table activities.form_photo is
  'Which photo a person''s phone sent under which file name for a record: OpenRosa names photos in the record and may send them before it.';
create index form_photo_sha256 on activities.form_photo (sha256);

alter table activities.form_photo enable row level security;
grant select, insert, update on activities.form_photo to lantoa_app;
create policy form_photo_is_own on activities.form_photo for all to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
