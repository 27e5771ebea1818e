-- 0044_known_devices_and_security_events.sql – a device that signed in before, and what happened to somebody's account.
create table access.known_device (
  id            uuid primary key default uuidv7(),
  person_id     uuid not null references access.person,
  token_hash    bytea not null,
  made_at       timestamptz not null default now(),
  last_used_at  timestamptz not null default now(),
  constraint known_device_is_known_twice unique (token_hash, person_id)
);
comment on table access.known_device is
  'A browser on which somebody has signed in. It passes the lock that others put on the name with wrong passwords. Only the hash of its token is kept.';
create index known_device_person on access.known_device (person_id, last_used_at);

alter table access.session
  add column known_device_id uuid references access.known_device on delete set null;
create index session_known_device on access.session (known_device_id);
create index session_expires on access.session (expires_at);
create index attempt_since on access.attempt (since);
comment on table access.attempt is
  'Wrong tries by name, address, second step and known device. A name and an address stand as twenty bits of their hash: the table cannot grow without end, and holds nothing that was typed.';
-- What was typed until now is not kept. A lock lasts minutes.
delete from access.attempt;

create table access.security_event (
  id         uuid primary key default uuidv7(),
  person_id  uuid references access.person,
  kind       text not null,
  address    text not null default '',
  device     text not null default '',
  by_id      uuid references access.person,
  hour       timestamptz not null default date_trunc('hour', now()),
  first_at   timestamptz not null default now(),
  last_at    timestamptz not null default now(),
  times      integer not null default 1,
  constraint security_event_kind_is_unknown check (kind in (
    'sign_in', 'sign_in_failed', 'code_failed', 'password_failed', 'signing_failed', 'locked', 'unlocked',
    'password_changed', 'password_reset', 'reset_link_made', 'second_step_on', 'second_step_off',
    'token_made', 'token_revoked', 'tokens_revoked', 'sessions_ended', 'account_closed', 'account_opened', 'data_exported')),
  constraint security_event_is_noted_twice unique nulls not distinct (person_id, kind, address, device, by_id, hour)
);
comment on table access.security_event is
  'What happened to an account, for its person and whoever manages it. The same thing within an hour is one row. Rows of nobody count tries of names that do not exist. Deleted after a year; what is proof stands in access.audit.';
create index security_event_person on access.security_event (person_id, last_at);
create index security_event_by on access.security_event (by_id);
create index security_event_last on access.security_event (last_at);
