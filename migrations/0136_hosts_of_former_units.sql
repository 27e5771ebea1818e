-- 0136_hosts_of_former_units.sql – hosts of units that were abolished stay named, and nobody is asked about a proposal that they do not see.

create or replace function initiatives.share_province(one uuid, other uuid) returns boolean
  language sql stable security definer set search_path = org, pg_catalog as $$
  select exists (
    select from beneath as mine
      join beneath as theirs on theirs.ancestor_id = mine.ancestor_id and theirs.unit_id = other and theirs.valid @> today()
      join unit on unit.id = mine.ancestor_id
      join kind on kind.code = unit.kind and kind.is_area and kind.level <> 'country'
     where mine.unit_id = one and mine.valid @> today())
$$;
comment on function initiatives.share_province is 'Whether two units stand in one area today, of whatever level below the country.';

-- Hosts from before anybody was asked: units that were abolished since lie nowhere today, so all their days count.
create function pg_temp.shared_province(one uuid, other uuid) returns boolean
  language sql stable as $$
  select exists (
    select from org.beneath as mine
      join org.beneath as theirs on theirs.ancestor_id = mine.ancestor_id and theirs.unit_id = other
      join org.unit on unit.id = mine.ancestor_id
      join org.kind on kind.code = unit.kind and kind.is_area and kind.level <> 'country'
     where mine.unit_id = one)
$$;
update initiatives.co_host set accepted_at = co_host.named_at
  from initiatives.initiative
 where initiative.id = co_host.initiative_id and co_host.accepted_at is null
   and co_host.named_at < (select ran_at from platform.migration where name = '0121_hosts_agree.sql')
   and pg_temp.shared_province(initiative.unit_id, co_host.unit_id);
-- The country alone made them neighbours: such a unit is named when it has agreed.
update initiatives.co_host set accepted_at = null
  from initiatives.initiative
 where initiative.id = co_host.initiative_id and co_host.accepted_at is not null and co_host.accepted_by is null
   and not pg_temp.shared_province(initiative.unit_id, co_host.unit_id);
-- Those that are named no more are asked, as a host that is named today.
insert into notices.notice (key, unit_id, roles, kind, words, href)
select 'initiative.host_named:' || initiative.id || ':' || host.id, host.id, '{checker,recorder}', 'initiatives.notice.host_named',
       jsonb_build_object('unit', leader.name, 'initiative', initiative.name), '/quan-ly/mo-hinh/' || initiative.id || '#don-vi'
  from initiatives.co_host
  join initiatives.initiative on initiative.id = co_host.initiative_id and initiative.state <> 'proposed'
  join org.unit as leader on leader.id = initiative.unit_id
  join org.unit as host on host.id = co_host.unit_id and daterange(host.valid_from, host.valid_to) @> org.today()
 where co_host.accepted_at is null and co_host.accepted_by is null
    on conflict on constraint notice_is_raised_already do nothing;
drop function pg_temp.shared_province;

create or replace function initiatives.check_host() returns trigger
  language plpgsql security definer set search_path = initiatives, pg_catalog as $$
begin
  if not exists (select from org.unit where unit.id = new.unit_id and daterange(unit.valid_from, unit.valid_to) @> org.today()) then
    raise exception using errcode = 'check_violation', constraint = 'host_is_no_more', message = 'a host stands today';
  end if;
  -- A proposal is read by its own unit alone: nobody else could look at what they are asked about.
  if exists (select from initiative where id = new.initiative_id and state = 'proposed') then
    raise exception using errcode = 'check_violation', constraint = 'hosts_follow_registration',
      message = 'a host is asked about an initiative that it sees';
  end if;
  return null;
end
$$;
