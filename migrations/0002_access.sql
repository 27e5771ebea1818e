-- 0002_access.sql – who may do what: people, roles on units, the permission table, the audit trail.
create schema access;
grant usage on schema access to lantoa_app, lantoa_public;

create table access.person (
  id                  uuid primary key default uuidv7(),
  name                text not null,
  user_name           text not null,
  phone               text,
  language            text not null default 'vi',
  two_factor_enabled  boolean not null default false,
  disabled_at         timestamptz,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint person_name_is_too_long       check (char_length(name) between 1 and 100),
  constraint person_user_name_is_malformed check (user_name ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
  constraint person_user_name_is_taken     unique (user_name),
  constraint person_phone_is_malformed     check (phone ~ '^\+[1-9][0-9]{7,14}$'),
  constraint person_phone_is_taken         unique (phone),
  constraint person_language_is_unknown    check (language in ('vi', 'en'))
);
comment on table access.person is
  'Somebody who signs in. The least that is needed: no address, no identity number, no opinion, no rank.';

create table access.permission (
  action  text not null,
  role    text not null,
  primary key (action, role)
);
comment on table access.permission is
  'The permission table of src/1-ground/access/permissions.ts, copied at every migration, so that row-level security asks the same table again.';
grant select on access.permission to lantoa_app;

create table access.role_held (
  id          uuid primary key default uuidv7(),
  person_id   uuid not null references access.person,
  role        text not null,
  unit_id     uuid not null references org.unit,
  valid_from  date not null default current_date,
  valid_to    date,
  given_by    uuid references access.person,
  constraint role_held_is_unknown check (role in ('recorder', 'checker', 'leader', 'treasurer', 'controller',
                                                  'editor', 'announcer', 'inspector', 'administrator')),
  constraint role_held_ends_before_it_begins check (valid_to >= valid_from),
  constraint role_held_twice exclude using gist
    (person_id with =, role with =, unit_id with =, daterange(valid_from, valid_to) with &&)
);
comment on table access.role_held is 'A role that a person holds on a unit and on all that lies beneath it, in its area and in its line.';
create index role_held_person on access.role_held (person_id);
create index role_held_unit on access.role_held (unit_id);
create index role_held_given_by on access.role_held (given_by);

create function access.actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('lantoa.person_id', true), '')::uuid;
comment on function access.actor is 'The person on whose behalf this transaction runs; null for the public.';

create function access.roots(who uuid, roles text[]) returns setof uuid
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select role_held.unit_id
    from access.role_held
    join access.person on person.id = role_held.person_id and person.disabled_at is null
   where role_held.person_id = who
     and role_held.role = any (roles)
     and role_held.valid_from <= current_date
     and (role_held.valid_to is null or role_held.valid_to > current_date)
$$;
comment on function access.roots is 'The units on which a person holds one of the roles today.';

create function access.covered_by(root_units uuid[]) returns setof uuid
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  with covered as (
    select distinct unit_id from org.beneath where ancestor_id = any (root_units)
  ), former as (
    -- The work of an ended unit belongs to whoever carries it on.
    select distinct predecessor.id from covered, lateral org.predecessors(covered.unit_id) as predecessor (id)
  )
  select unit_id from covered
  union
  select beneath.unit_id from former join org.beneath on beneath.ancestor_id = former.id
$$;
comment on function access.covered_by is 'Some units and all beneath them, at any time, in area or line, with the units whose work they carry on.';

create function access.covers(who uuid, roles text[], unit uuid) returns boolean
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select unit in (select access.covered_by(array(select access.roots(who, roles))))
$$;
comment on function access.covers is 'Whether a person holds one of the roles for a unit: the first lock, asked by perform and look.';

create function access.units_for(action_wanted text) returns uuid[]
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select array(select access.covered_by(array(
    select access.roots(access.actor(), array(select role from access.permission where action = action_wanted)))))
$$;
comment on function access.units_for is
  'The units in which the person of this transaction may do an action: the second lock, asked by row-level security.';

create table access.audit_chain (
  number       integer primary key,
  last_entry   bigint not null default 0,
  last_hash    bytea not null default '\x00'
);
comment on table access.audit_chain is
  'The heads of the audit chains. There are many, so that people who write at the same time do not queue behind one another.';
insert into access.audit_chain (number) select generate_series(1, 32);

create table access.audit (
  chain      integer not null references access.audit_chain,
  entry      bigint not null,
  at         timestamptz not null,
  person_id  uuid references access.person,
  action     text not null,
  unit_id    uuid references org.unit,
  subject    jsonb not null,
  hash       bytea not null,
  primary key (chain, entry)
);
comment on table access.audit is
  'Who did what, where and when. Only ever appended to; each entry carries the hash of itself and of the entry before it in its chain.';
create index audit_person on access.audit (person_id, at);
create index audit_unit on access.audit (unit_id, at);

create function access.audit_hash(previous bytea, chain integer, entry bigint, at timestamptz, person uuid,
                                  action text, unit uuid, subject jsonb) returns bytea
  language sql immutable parallel safe
  return sha256(previous || convert_to(concat_ws('|', chain, entry, extract(epoch from at), coalesce(person::text, '-'),
                                                 action, coalesce(unit::text, '-'), subject::text), 'UTF8'));

create function access.write_audit(action_done text, unit uuid, subject_noted jsonb) returns void
  language plpgsql security definer set search_path = access, pg_catalog as $$
declare
  head access.audit_chain;
  next_entry bigint;
  written_at timestamptz := clock_timestamp();
  next_hash bytea;
begin
  select * into head from access.audit_chain order by random() limit 1 for update skip locked;
  if not found then
    select * into head from access.audit_chain where number = 1 for update;
  end if;
  next_entry := head.last_entry + 1;
  next_hash := access.audit_hash(head.last_hash, head.number, next_entry, written_at, access.actor(), action_done, unit, subject_noted);
  insert into access.audit (chain, entry, at, person_id, action, unit_id, subject, hash)
    values (head.number, next_entry, written_at, access.actor(), action_done, unit, subject_noted, next_hash);
  update access.audit_chain set last_entry = next_entry, last_hash = next_hash where number = head.number;
end
$$;

create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'record_is_append_only',
    message = format('%I.%I is append-only', tg_table_schema, tg_table_name);
end
$$;
create trigger audit_is_append_only before update or delete or truncate on access.audit
  for each statement execute function access.refuse_change();

alter table access.person enable row level security;
alter table access.role_held enable row level security;
alter table access.audit enable row level security;

grant select, insert, update on access.person to lantoa_app;
grant select, insert, update on access.role_held to lantoa_app;
grant select on access.audit to lantoa_app;

-- Names of colleagues are seen by everybody who is signed in: who recorded, who accepted.
create policy person_is_read on access.person for select to lantoa_app using (access.actor() is not null);
create policy person_keeps_own on access.person for update to lantoa_app using (id = access.actor());
create policy person_is_managed on access.person for update to lantoa_app
  using (cardinality(access.units_for('person.manage')) > 0);
create policy person_is_added on access.person for insert to lantoa_app
  with check (cardinality(access.units_for('person.manage')) > 0);
create policy role_is_read on access.role_held for select to lantoa_app
  using (person_id = access.actor() or unit_id = any ((select access.units_for('person.manage'))::uuid[]));
create policy role_is_given on access.role_held for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('person.manage'))::uuid[]));
create policy role_is_ended on access.role_held for update to lantoa_app
  using (unit_id = any ((select access.units_for('person.manage'))::uuid[]));
create policy audit_is_read on access.audit for select to lantoa_app
  using (unit_id = any ((select access.units_for('audit.read'))::uuid[]));

-- Units are public knowledge; to change them is not.
alter table org.unit enable row level security;
alter table org.placement enable row level security;
create policy unit_is_public on org.unit for select to lantoa_app, lantoa_public using (true);
-- In a sub-select the units are asked for once, not for each row of an import.
create policy unit_is_added on org.unit for insert to lantoa_app
  with check ((select cardinality(access.units_for('unit.manage'))) > 0);
create policy unit_is_changed on org.unit for update to lantoa_app
  using (id = any ((select access.units_for('unit.manage'))::uuid[]));
create policy placement_is_public on org.placement for select to lantoa_app, lantoa_public using (true);
create policy placement_is_added on org.placement for insert to lantoa_app
  with check (parent_id = any ((select access.units_for('unit.manage'))::uuid[]));
create policy placement_is_changed on org.placement for update to lantoa_app
  using (parent_id = any ((select access.units_for('unit.manage'))::uuid[]));
