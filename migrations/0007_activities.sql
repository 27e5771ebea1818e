-- 0007_activities.sql – what initiatives did: records, their versions, the checker's word on them.
create schema activities;
grant usage on schema activities to lantoa_app, lantoa_public;

create table activities.activity (
  id              uuid primary key default uuidv7(),
  initiative_id   uuid not null references initiatives.initiative,
  unit_id         uuid not null references org.unit,
  form_id         uuid not null references initiatives.form,
  day             date not null,
  summary         text not null,
  answers         jsonb not null,
  state           text not null default 'recorded',
  version         integer not null default 1,
  recorded_by     uuid references access.person,
  recorded_at     timestamptz not null default now(),
  changed_at      timestamptz not null default now(),
  search          text not null generated always as (org.plain(summary)) stored,
  constraint activity_state_is_unknown       check (state in ('recorded', 'accepted', 'returned')),
  constraint activity_summary_is_too_long    check (char_length(summary) between 1 and 2000),
  constraint activity_day_is_before_programme check (day >= '2006-11-07'),
  -- One day of grace: the server's date is UTC, the officer's is not.
  constraint activity_day_is_in_future       check (day <= (recorded_at at time zone 'Asia/Ho_Chi_Minh')::date + 1 or day <= (changed_at at time zone 'Asia/Ho_Chi_Minh')::date + 1),
  constraint activity_answers_are_malformed  check (jsonb_typeof(answers) = 'object')
);
comment on table activities.activity is
  'What an initiative did on a day, as it stands now. Every earlier wording is kept in activities.version.';
create index activity_initiative on activities.activity (initiative_id, day desc, id desc);
create index activity_unit on activities.activity (unit_id, day desc, id desc);
create index activity_day on activities.activity (day desc, id desc);
create index activity_form on activities.activity (form_id);
create index activity_recorded_by on activities.activity (recorded_by, recorded_at desc);
create index activity_waiting on activities.activity (unit_id) where state = 'recorded';
create index activity_search on activities.activity using gin (search gin_trgm_ops);

create table activities.version (
  activity_id  uuid not null references activities.activity,
  number       integer not null,
  day          date not null,
  summary      text not null,
  answers      jsonb not null,
  reason       text,
  written_by   uuid references access.person,
  written_at   timestamptz not null default now(),
  primary key (activity_id, number),
  unique (activity_id, number, written_by),
  constraint version_number_is_not_positive check (number > 0)
);
comment on table activities.version is 'Every wording that a record ever had, with who wrote it, when, and why.';
create index version_written_by on activities.version (written_by);
create trigger version_is_append_only before update or delete or truncate on activities.version
  for each statement execute function access.refuse_change();

create table activities.review (
  id           uuid primary key default uuidv7(),
  activity_id  uuid not null references activities.activity,
  version      integer not null,
  written_by   uuid not null,
  verdict      text not null,
  reason       text,
  field        text,
  checked_by   uuid not null references access.person,
  checked_at   timestamptz not null default now(),
  constraint review_is_of_no_version foreign key (activity_id, version, written_by)
    references activities.version (activity_id, number, written_by),
  constraint review_verdict_is_unknown   check (verdict in ('accepted', 'returned')),
  constraint review_return_has_no_reason check (verdict <> 'returned' or char_length(reason) >= 3),
  constraint review_reason_is_too_long   check (char_length(reason) <= 1000),
  constraint review_is_by_its_writer     check (checked_by <> written_by)
);
comment on table activities.review is 'A checker''s word on one version of a record. Nobody accepts what they wrote themselves.';
create index review_activity on activities.review (activity_id, version, written_by);
create index review_checked_by on activities.review (checked_by);
create trigger review_is_append_only before update or delete or truncate on activities.review
  for each statement execute function access.refuse_change();

grant select, insert, update on activities.activity to lantoa_app;
grant select, insert on activities.version, activities.review to lantoa_app;
grant select (id, initiative_id, unit_id, form_id, day, summary, answers, state, search) on activities.activity to lantoa_public;

alter table activities.activity enable row level security;
alter table activities.version enable row level security;
alter table activities.review enable row level security;
create policy activity_is_read on activities.activity for select to lantoa_app
  using (unit_id = any ((select access.units_for('activity.read'))::uuid[]));
create policy activity_is_recorded on activities.activity for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('activity.record'))::uuid[]));
create policy activity_is_changed on activities.activity for update to lantoa_app
  using (unit_id = any ((select access.units_for('activity.record'))::uuid[])
      or unit_id = any ((select access.units_for('activity.check'))::uuid[]));
-- The public reads what a checker has accepted, and never the words of an initiative that protects people.
create policy activity_is_published on activities.activity for select to lantoa_public
  using (state = 'accepted' and exists (
    select from initiatives.initiative join initiatives.kind on kind.code = initiative.kind
     where initiative.id = activity.initiative_id and not kind.protects_people));
create policy version_is_read on activities.version for select to lantoa_app
  using (exists (select from activities.activity where activity.id = version.activity_id));
create policy version_is_written on activities.version for insert to lantoa_app
  with check (written_by = access.actor() and exists (select from activities.activity where activity.id = version.activity_id
    and activity.unit_id = any ((select access.units_for('activity.record'))::uuid[])));
create policy review_is_read on activities.review for select to lantoa_app
  using (exists (select from activities.activity where activity.id = review.activity_id));
create policy review_is_given on activities.review for insert to lantoa_app
  with check (checked_by = access.actor() and exists (select from activities.activity where activity.id = review.activity_id
    and activity.unit_id = any ((select access.units_for('activity.check'))::uuid[])));
