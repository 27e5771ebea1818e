-- 0031_signing_keys.sql – keys with which people sign inside the system. What a signature is checked with is for
-- everybody; what signs lies under its person's password, and the role of requests has no right on it at all.
create table access.signing_key (
  id          uuid primary key default uuidv7(),
  person_id   uuid not null references access.person,
  public_key  bytea not null,
  sealed      bytea,
  salt        bytea,
  cost        integer not null,
  block_size  integer not null,
  parallel    integer not null,
  made_at     timestamptz not null default now(),
  ended_at    timestamptz,
  ended_why   text,
  constraint signing_key_is_taken              unique (public_key),
  constraint signing_key_is_malformed          check (octet_length(public_key) = 32),
  constraint signing_key_seal_is_malformed     check (octet_length(salt) = 16 and octet_length(sealed) between 60 and 200),
  constraint signing_key_seal_is_too_weak      check (cost >= 32768 and block_size >= 8 and parallel >= 1),
  constraint signing_key_ends_before_it_begins check (ended_at >= made_at),
  constraint signing_key_end_is_unknown        check (ended_why in ('password_changed', 'password_reset', 'account_closed')),
  constraint signing_key_end_is_half_told      check ((ended_at is null) = (ended_why is null)),
  -- An ended key signs nothing any more: not even by a password that is found out later.
  constraint signing_key_opens_after_its_end   check ((ended_at is null) = (sealed is not null) and (sealed is null) = (salt is null))
);
comment on table access.signing_key is
  'A key pair (Ed25519) of one person. The private half is encrypted (AES-256-GCM) with a key derived from the password (scrypt with salt, cost, block_size, parallel) and is deleted when the key ends; the public half stays for ever, so that signatures stay checkable.';
create unique index signing_key_lives_twice on access.signing_key (person_id) where ended_at is null;
create index signing_key_person on access.signing_key (person_id, made_at);

-- A key that signed something must stay what it was: it can only end.
create function access.keep_signing_key() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.ended_at is null and new.ended_at is not null
     and (new.id, new.person_id, new.public_key, new.cost, new.block_size, new.parallel, new.made_at)
       = (old.id, old.person_id, old.public_key, old.cost, old.block_size, old.parallel, old.made_at) then
    return new;
  end if;
  raise exception using errcode = 'restrict_violation', constraint = 'record_is_append_only',
    message = 'access.signing_key only ever ends';
end
$$;
create trigger signing_key_is_kept before update or delete on access.signing_key
  for each row execute function access.keep_signing_key();
create trigger signing_key_is_never_emptied before truncate on access.signing_key
  for each statement execute function access.refuse_change();

alter table access.signing_key enable row level security;
grant select (id, public_key, made_at, ended_at) on access.signing_key to lantoa_app, lantoa_public;
grant select (person_id) on access.signing_key to lantoa_app;
create policy signing_key_is_public on access.signing_key for select to lantoa_app, lantoa_public using (true);
