-- 0005_evidence.sql – what proves a thing: files by their hash, and what they are attached to.
create schema evidence;
grant usage on schema evidence to lantoa_app, lantoa_public;

create table evidence.file (
  sha256      text primary key,
  media_type  text not null,
  bytes       bigint not null,
  width       integer,
  height      integer,
  taken_at    timestamp,
  added_at    timestamptz not null default now(),
  constraint file_hash_is_malformed  check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint file_type_is_refused    check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  constraint file_is_empty           check (bytes > 0),
  constraint file_has_no_size        check (width > 0 and height > 0)
);
comment on table evidence.file is
  'A stored file, named by the hash of its bytes. taken_at is the camera''s own wall clock, kept as a hint only.';

create table evidence.sent (
  person_id  uuid not null references access.person,
  sha256     text not null references evidence.file,
  at         timestamptz not null default now(),
  primary key (person_id, sha256)
);
comment on table evidence.sent is
  'Who has sent which file. One picture goes round many phones, so the same file may have been sent by several people; each may attach it.';
create index sent_sha256 on evidence.sent (sha256);

create table evidence.attachment (
  id           uuid primary key default uuidv7(),
  source_kind  text not null,
  source_id    uuid not null,
  unit_id      uuid not null references org.unit,
  sha256       text not null references evidence.file,
  field        text not null,
  caption      text not null default '',
  position     integer not null default 0,
  is_public    boolean not null default false,
  added_by     uuid references access.person,
  added_at     timestamptz not null default now(),
  removed_at   timestamptz,
  constraint attachment_source_is_unknown    check (source_kind in ('activity')),
  constraint attachment_caption_is_too_long  check (char_length(caption) <= 300)
);
comment on table evidence.attachment is
  'A file as evidence of something. is_public is set only when what it proves has been accepted and nobody in it needs protection.';
create index attachment_source on evidence.attachment (source_kind, source_id);
create index attachment_unit on evidence.attachment (unit_id);
create index attachment_sha256 on evidence.attachment (sha256);
create index attachment_added_by on evidence.attachment (added_by);
create unique index attachment_is_there_already on evidence.attachment (source_kind, source_id, sha256) where removed_at is null;

alter table evidence.file enable row level security;
alter table evidence.attachment enable row level security;
alter table evidence.sent enable row level security;
grant select, insert on evidence.file to lantoa_app;
grant select on evidence.file to lantoa_public;
grant select, insert, update on evidence.attachment to lantoa_app;
grant select on evidence.attachment to lantoa_public;
grant select, insert on evidence.sent to lantoa_app;

create policy attachment_is_read on evidence.attachment for select to lantoa_app
  using (is_public or unit_id = any ((select access.units_for('activity.read'))::uuid[]));
create policy attachment_is_added on evidence.attachment for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('activity.record'))::uuid[]));
create policy attachment_is_changed on evidence.attachment for update to lantoa_app
  using (unit_id = any ((select access.units_for('activity.record'))::uuid[])
      or unit_id = any ((select access.units_for('activity.check'))::uuid[]));
create policy attachment_is_published on evidence.attachment for select to lantoa_public
  using (is_public and removed_at is null);
create policy file_is_read on evidence.file for select to lantoa_app
  using (exists (select from evidence.sent where sent.sha256 = file.sha256) or exists (select from evidence.attachment where attachment.sha256 = file.sha256));
create policy file_is_added on evidence.file for insert to lantoa_app
  with check (cardinality(access.units_for('activity.record')) > 0);
create policy file_is_published on evidence.file for select to lantoa_public
  using (exists (select from evidence.attachment where attachment.sha256 = file.sha256));
create policy sent_is_own on evidence.sent for all to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
