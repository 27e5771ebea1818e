-- 0042_rights_of_today.sql – rights follow the tree of today, accounts are managed by whoever covers the whole of them, and policies that
-- guard a change ask about the one unit concerned instead of listing all. The rules in words: docs/decisions/0039-rights-of-today.md.

-- ── Who answers for a unit that does not stand today ─────────────────────────────────────────────────────────────────

create table org.rests_on (
  unit_id  uuid not null references org.unit on delete cascade,
  tree     text not null,
  on_id    uuid not null references org.unit on delete cascade,
  valid    daterange not null,
  -- Also the index by which everything that rests on a unit is found.
  constraint rests_on_is_kept_twice unique (on_id, tree, unit_id, valid)
);
comment on table org.rests_on is
  'Derived: who answers for a unit while it does not stand. After its end whoever took its place whole; where nobody did, and before its beginning, the unit under which it stood last, or will stand first.';
create index rests_on_unit on org.rests_on (unit_id, tree);

create function org.derive_rests(changed uuid[] default null) returns void
  language plpgsql security definer set search_path = org, pg_catalog as $$
begin
  perform org.take_turn();
  delete from org.rests_on where changed is null or unit_id = any (changed);
  with asked as materialized (
    select id, valid_from, valid_to from org.unit where changed is null or id = any (changed)
  ), takeover as materialized (
    -- The same as org.took_over, on the day on which it comes true.
    select asked.id as unit_id, succession.to_unit_id as on_id, greatest(asked.valid_to, decision.day) as since
      from asked
      join org.succession on succession.from_unit_id = asked.id and (succession.share is null or succession.share = 1)
      join org.reorganisation as decision on decision.id = succession.reorganisation_id
     where asked.valid_to is not null
       and not exists (select from org.succession as other join org.reorganisation as its on its.id = other.reorganisation_id
                        where other.from_unit_id = asked.id and other.to_unit_id <> succession.to_unit_id
                          and (its.day >= asked.valid_to or other.share is null))
  ), rest as (
    select unit_id, tree.name as tree, on_id, daterange(since, null) as valid
      from takeover cross join (values ('area'), ('line')) as tree (name)
    union all
    select asked.id, last.tree, last.parent_id,
           daterange(asked.valid_to, (select min(since) from takeover where takeover.unit_id = asked.id))
      from asked cross join lateral (
        select distinct on (placement.tree) placement.tree, placement.parent_id from org.placement
         where placement.unit_id = asked.id order by placement.tree, placement.valid_from desc) as last
     where asked.valid_to is not null
    union all
    select asked.id, first.tree, first.parent_id, daterange(null, asked.valid_from)
      from asked cross join lateral (
        select distinct on (placement.tree) placement.tree, placement.parent_id from org.placement
         where placement.unit_id = asked.id order by placement.tree, placement.valid_from) as first
     -- What was before today never matters again.
     where asked.valid_from > org.today()
  )
  insert into org.rests_on (unit_id, tree, on_id, valid)
  select distinct unit_id, tree, on_id, valid from rest where not isempty(valid);
end
$$;
comment on function org.derive_rests is 'Derives org.rests_on anew, for some units or for all. A second time changes nothing.';

create function org.keep_rests() returns trigger
  language plpgsql security definer set search_path = org, pg_catalog as $$
declare
  changed uuid[];
begin
  if tg_table_name = 'unit' and tg_op = 'INSERT' then
    changed := array(select id from given);
  elsif tg_table_name = 'unit' then
    changed := array(select given.id from given join former using (id)
                      where (given.valid_from, given.valid_to) is distinct from (former.valid_from, former.valid_to));
  elsif tg_table_name = 'succession' and tg_op = 'INSERT' then
    changed := array(select distinct from_unit_id from given);
  elsif tg_table_name = 'succession' and tg_op = 'DELETE' then
    changed := array(select distinct from_unit_id from former);
  elsif tg_table_name = 'succession' then
    changed := array(select from_unit_id from given union select from_unit_id from former);
  elsif tg_op = 'INSERT' then
    changed := array(select distinct unit_id from given);
  elsif tg_op = 'DELETE' then
    changed := array(select distinct unit_id from former);
  else
    changed := array(select unit_id from given union select unit_id from former);
  end if;
  if cardinality(changed) > 0 then
    perform org.derive_rests(changed);
  end if;
  return null;
end
$$;
create trigger unit_is_added_to_rest after insert on org.unit
  referencing new table as given for each statement execute function org.keep_rests();
create trigger unit_is_changed_to_rest after update on org.unit
  referencing old table as former new table as given for each statement execute function org.keep_rests();
create trigger placement_is_added_to_rest after insert on org.placement
  referencing new table as given for each statement execute function org.keep_rests();
create trigger placement_is_changed_to_rest after update on org.placement
  referencing old table as former new table as given for each statement execute function org.keep_rests();
create trigger placement_is_removed_to_rest after delete on org.placement
  referencing old table as former for each statement execute function org.keep_rests();
create trigger succession_is_added_to_rest after insert on org.succession
  referencing new table as given for each statement execute function org.keep_rests();
create trigger succession_is_changed_to_rest after update on org.succession
  referencing old table as former new table as given for each statement execute function org.keep_rests();
create trigger succession_is_removed_to_rest after delete on org.succession
  referencing old table as former for each statement execute function org.keep_rests();
select org.derive_rests();
revoke all on function org.derive_rests, org.keep_rests from public;

create or replace function access.roots(who uuid, roles text[]) returns setof uuid
  language plpgsql stable security definer rows 5 set search_path = access, org, pg_catalog as $$
declare
  today constant date := org.today();
begin
  return query
    with held as (
      select role_held.unit_id
        from access.role_held
        join access.person on person.id = role_held.person_id and person.disabled_at is null
       where role_held.person_id = who
         and role_held.role = any (roots.roles)
         and role_held.valid_from <= today
         and (role_held.valid_to is null or role_held.valid_to > today)
    )
    select unit_id from held
    union
    -- Whoever has taken the place of a unit that ended.
    select heir from held join org.unit on unit.id = held.unit_id and unit.valid_to <= today, lateral org.heirs(held.unit_id) as heir;
end
$$;

create or replace function access.held_for(action_wanted text) returns uuid[]
  language plpgsql stable security definer set search_path = access, pg_catalog as $$
begin
  return array(select access.roots(access.actor(), array(select role from access.permission where action = action_wanted)));
end
$$;

create or replace function access.reaches(root_units uuid[], unit uuid) returns boolean
  language plpgsql stable security definer set search_path = access, org, pg_catalog as $$
declare
  today constant date := org.today();
begin
  if unit = any (root_units) then
    return true;
  end if;
  if cardinality(root_units) = 0 or unit is null then
    return false;
  end if;
  if exists (select from org.beneath
              where beneath.unit_id = unit and beneath.ancestor_id = any (root_units) and beneath.valid @> today) then
    return true;
  end if;
  if exists (select from org.unit as asked where asked.id = unit and daterange(asked.valid_from, asked.valid_to) @> today) then
    return false;
  end if;
  return exists (
    with recursive climb as (
      select rests_on.tree, rests_on.on_id as id from org.rests_on where rests_on.unit_id = unit and rests_on.valid @> today
      union
      select rests_on.tree, rests_on.on_id from climb
        join org.rests_on on rests_on.unit_id = climb.id and rests_on.tree = climb.tree and rests_on.valid @> today
    )
    select from climb
     where climb.id = any (root_units)
        or exists (select from org.beneath
                    where beneath.unit_id = climb.id and beneath.tree = climb.tree and beneath.ancestor_id = any (root_units)
                      and beneath.valid @> today));
end
$$;
comment on function access.reaches is
  'Whether a unit is one of `access.covered_by(root_units)`: asked of one unit by an index, where the whole list would be 55,000 long.';

create or replace function access.covered_by(root_units uuid[]) returns setof uuid
  language plpgsql stable security definer set search_path = access, org, pg_catalog as $$
declare
  today constant date := org.today();
begin
  if cardinality(root_units) = 0 then
    return;
  end if;
  return query
    with recursive covered as (
      (select beneath.tree, beneath.unit_id from org.beneath
        where beneath.ancestor_id = any (root_units) and beneath.valid @> today
       union
       select tree.name, root.id from unnest(root_units) as root (id), (values ('area'), ('line')) as tree (name))
      union
      select rests_on.tree, rests_on.unit_id
        from covered join org.rests_on on rests_on.on_id = covered.unit_id and rests_on.tree = covered.tree and rests_on.valid @> today
    )
    select distinct covered.unit_id from covered;
end
$$;
comment on function access.covered_by is
  'Some units and all beneath them today, in area or line, with the units that no longer stand, or not yet, for which these answer.';

create or replace function access.units_for(action_wanted text) returns uuid[]
  language plpgsql stable security definer set search_path = access, org, pg_catalog as $$
begin
  return array(select access.covered_by(access.held_for(action_wanted)));
end
$$;

-- ── What a former superior may still read ────────────────────────────────────────────────────────────────────────────

create function access.formerly_for(action_wanted text) returns uuid[]
  language plpgsql stable security definer set search_path = access, org, pg_catalog as $$
declare
  today constant date := org.today();
  held uuid[] := access.held_for(action_wanted);
  once uuid[] := array(select distinct beneath.unit_id from org.beneath
                        where beneath.ancestor_id = any (held) and upper(beneath.valid) <= today);
begin
  if cardinality(once) = 0 then
    return once;
  end if;
  return array(select unnest(once) except select access.covered_by(held));
end
$$;
comment on function access.formerly_for is
  'The units that stood beneath those in which the person of this transaction may do an action, and do so no more.';

create function access.stood_above(action_wanted text, unit uuid, on_day date) returns boolean
  language plpgsql stable security definer set search_path = access, org, pg_catalog as $$
begin
  return exists (select from org.beneath
                  where beneath.unit_id = unit and beneath.ancestor_id = any (access.held_for(action_wanted)) and beneath.valid @> on_day);
end
$$;
comment on function access.stood_above is
  'Whether a unit stood, on a day, beneath one in which the person of this transaction may do an action.';
revoke all on function access.formerly_for, access.stood_above from public;
grant execute on function access.formerly_for, access.stood_above to lantoa_app;

-- Figures of the time before stay in the sums of whoever stood above then, and a figure opens down to its records.
create policy activity_of_the_time_before_is_read on activities.activity for select to lantoa_app
  using (unit_id = any ((select access.formerly_for('activity.read'))::uuid[]) and access.stood_above('activity.read', unit_id, day));
create policy attachment_of_the_time_before_is_read on evidence.attachment for select to lantoa_app
  using (source_kind = 'activity' and unit_id = any ((select access.formerly_for('activity.read'))::uuid[])
    and exists (select from activities.activity where activity.id = source_id));

-- ── Writing asks for one unit ────────────────────────────────────────────────────────────────────────────────────────
-- A change concerns one row. To list all units of a province for it took longer than the change itself.

do $$
declare
  one record;
  list constant text := '\(([a-z0-9_.]+) = ANY \(\( SELECT access\.units_for\(''([a-z_.]+)''::text\) AS units_for\)::uuid\[\]\)\)';
  anywhere constant text := 'access\.units_for\(''([a-z_.]+)''::text\)';
  rule text;
begin
  for one in
    select format('%I on %I.%I', policyname, schemaname, tablename) as policy, clause.word, clause.rule
      from pg_policies cross join lateral (values ('using', qual), ('with check', with_check)) as clause (word, rule)
     where cmd <> 'SELECT' and clause.rule like '%units_for%'
  loop
    rule := regexp_replace(one.rule, list, 'access.reaches(( SELECT access.held_for(''\2''::text) AS held_for), \1)', 'g');
    -- What is left asks whether there is any unit at all, except for one that compares two lists.
    if rule not like '%<@%' then
      rule := regexp_replace(rule, anywhere, 'access.held_for(''\1''::text)', 'g');
    end if;
    if rule like '%ANY (( SELECT access.held_for%' then
      raise exception 'the policy % was not understood: %', one.policy, rule;
    end if;
    execute format('alter policy %s %s (%s)', one.policy, one.word, rule);
  end loop;
end
$$;

-- A target is set by whoever stands above the unit now.
alter policy target_is_set on programme.target
  with check (access.reaches((select access.held_for('target.set')), unit_id)
    and access.reaches((select access.held_for('target.set')), set_by_unit_id)
    and access.reaches(array[set_by_unit_id], unit_id));
alter policy target_is_changed on programme.target
  using (access.reaches((select access.held_for('target.set')), set_by_unit_id))
  with check (access.reaches((select access.held_for('target.set')), set_by_unit_id) and access.reaches(array[set_by_unit_id], unit_id));

create or replace function pledges.stands_above(unit uuid) returns boolean
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select exists (select from access.roots_for('pledge.confirm') as held (id) where held.id <> unit and access.reaches(array[held.id], unit))
$$;

-- What an officer reads of the tasks beneath a unit is what the unit answers for today.
create or replace function programme.units_of(root uuid) returns uuid[]
  language sql stable security definer set search_path = access, pg_catalog as $$
  select array(select access.covered_by(array[root]))
$$;

-- ── People: whose account somebody may touch ─────────────────────────────────────────────────────────────────────────

create function access.signs_or_approves(role text) returns boolean
  language sql immutable parallel safe
  return role in ('checker', 'leader', 'treasurer', 'controller', 'inspector');
comment on function access.signs_or_approves is
  'The roles whose word makes something count: nobody gives one to themselves. The same set as `approvingRoles` of permissions.ts.';

create function access.manages(manager uuid, who uuid) returns boolean
  language plpgsql stable security definer set search_path = access, pg_catalog as $$
declare
  managed uuid[] := array(select access.roots(manager, array(select role from access.permission where action = 'person.manage')));
begin
  -- Of somebody who holds no role any more, the roles that they held are asked for.
  return cardinality(managed) > 0 and coalesce((
    with held as (
      select unit_id, valid_to is null or valid_to > org.today() as holds from access.role_held where person_id = who
    )
    select bool_and(access.reaches(managed, held.unit_id)) from held
     where held.holds or not exists (select from held as other where other.holds)), false);
end
$$;
comment on function access.manages is
  'Whether somebody manages people in all units in which a person holds a role: who covers but one of them does not touch the account.';
revoke all on function access.signs_or_approves, access.manages from public;
grant execute on function access.signs_or_approves, access.manages to lantoa_app;

-- People come and change what they say of themselves through the functions of access/sign-in, which run before anybody is known.
drop policy person_is_added on access.person;
drop policy person_keeps_own on access.person;
drop policy person_is_managed on access.person;
revoke insert, update on access.person from lantoa_app;
grant update (disabled_at, updated_at) on access.person to lantoa_app;
create policy person_is_managed on access.person for update to lantoa_app
  using (access.manages(access.actor(), id));

drop policy role_is_given on access.role_held;
drop policy role_is_ended on access.role_held;
revoke update on access.role_held from lantoa_app;
grant update (valid_to) on access.role_held to lantoa_app;
create policy role_is_given on access.role_held for insert to lantoa_app
  with check (given_by = access.actor()
    and access.reaches((select access.held_for('person.manage')), unit_id)
    and access.manages(access.actor(), person_id)
    and not (person_id = access.actor() and access.signs_or_approves(role)));
-- A role ends once; nothing brings it back or moves its end.
create policy role_is_ended on access.role_held for update to lantoa_app
  using ((valid_to is null or valid_to > org.today()) and access.reaches((select access.held_for('person.manage')), unit_id))
  with check (valid_to <= greatest(org.today(), valid_from));

comment on table access.link is
  'A link that works once: it invites somebody to a role on a unit (person_id: one who has an account already, and alone may accept), or lets somebody set a new password.';
