-- 0055_corrections_from_collect.sql – which version of a record came as which edited submission of ODK Collect.
create table activities.form_correction (
  instance_id  uuid not null,
  activity_id  uuid not null,
  version      integer not null,
  person_id    uuid not null references access.person,
  sent_at      timestamptz not null default now(),
  primary key (person_id, instance_id),
  constraint form_correction_is_of_no_version foreign key (activity_id, version)
    references activities.version (activity_id, number)
);
comment on table activities.form_correction is
  'An edited submission has an id of its own and names the one before it: this is the record, and the version that it made.';
create index form_correction_version on activities.form_correction (activity_id, version);

alter table activities.form_correction enable row level security;
grant select, insert on activities.form_correction to lantoa_app;
create policy form_correction_is_own on activities.form_correction for all to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
