-- 0003_sign_in.sql – how people prove who they are. The role of requests has no right on any of these tables: only the
-- few functions of access/sign-in that run before anybody is known reach them.
create table access.credential (
  person_id   uuid primary key references access.person,
  hash        text not null,
  changed_at  timestamptz not null default now(),
  constraint credential_hash_is_malformed check (hash like 'scrypt$%')
);
comment on table access.credential is 'The password of a person, as a salted scrypt hash.';

create table access.session (
  id            uuid primary key default uuidv7(),
  token_hash    bytea not null,
  person_id     uuid not null references access.person,
  is_pending    boolean not null default false,
  is_kept       boolean not null default false,
  device        text not null default '',
  address       text not null default '',
  created_at    timestamptz not null default now(),
  last_seen_at  timestamptz not null default now(),
  expires_at    timestamptz not null,
  ended_at      timestamptz,
  constraint session_token_is_taken        unique (token_hash),
  constraint session_ends_before_it_begins check (expires_at > created_at)
);
comment on table access.session is
  'A sign-in on one device. Only the hash of its token is kept. is_pending: the password was right and the second step is still to come.';
create index session_person on access.session (person_id, created_at);

create table access.second_step (
  person_id     uuid primary key references access.person,
  secret        text not null,
  confirmed_at  timestamptz,
  last_counter  bigint not null default 0,
  backup_hashes text[] not null default '{}'
);
comment on table access.second_step is
  'One-time codes of an authenticator app (RFC 6238). secret is encrypted; last_counter keeps a code from being used twice; each backup code works once.';

create table access.link (
  id          uuid primary key default uuidv7(),
  kind        text not null,
  token_hash  bytea not null,
  person_id   uuid references access.person,
  role        text,
  unit_id     uuid references org.unit,
  made_by     uuid references access.person,
  made_at     timestamptz not null default now(),
  expires_at  timestamptz not null,
  used_at     timestamptz,
  constraint link_kind_is_unknown       check (kind in ('invitation', 'reset')),
  constraint link_token_is_taken        unique (token_hash),
  constraint link_invites_to_nothing    check (kind <> 'invitation' or (role is not null and unit_id is not null)),
  constraint link_resets_nobody         check (kind <> 'reset' or person_id is not null),
  constraint link_ends_before_it_begins check (expires_at > made_at)
);
comment on table access.link is 'A link that works once: it invites somebody to a role on a unit, or lets somebody set a new password.';
create index link_person on access.link (person_id);
create index link_unit on access.link (unit_id);
create index link_made_by on access.link (made_by);

create table access.token (
  id            uuid primary key default uuidv7(),
  person_id     uuid not null references access.person,
  name          text not null,
  token_hash    bytea not null,
  made_at       timestamptz not null default now(),
  expires_at    timestamptz not null,
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  constraint token_name_is_too_long      check (char_length(name) between 1 and 60),
  constraint token_is_taken              unique (token_hash),
  constraint token_ends_before_it_begins check (expires_at > made_at)
);
comment on table access.token is 'A key with which a program acts as a person. Only its hash is kept.';
create index token_person on access.token (person_id);

create table access.attempt (
  key           text primary key,
  failures      integer not null,
  since         timestamptz not null default now(),
  locked_until  timestamptz,
  constraint attempt_key_is_too_long check (char_length(key) between 1 and 200)
);
comment on table access.attempt is
  'Failed sign-ins by name tried and by address. Counted by what was typed, so that nobody learns which accounts exist.';
