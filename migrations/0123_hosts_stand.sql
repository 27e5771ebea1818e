-- 0123_hosts_stand.sql – the policy of hosts speaks first: only who may name one learns whether the unit still stands.

create or replace function initiatives.ask_host() returns trigger
  language plpgsql security definer set search_path = initiatives, pg_catalog as $$
begin
  -- Who may speak for a unit has spoken by naming it; within one province a unit is named and may step back.
  new.accepted_by := case when access.reaches(access.held_for('initiative.propose'), new.unit_id) then access.actor() end;
  new.accepted_at := case when new.accepted_by is not null or exists (
    select from initiative where id = new.initiative_id and share_province(initiative.unit_id, new.unit_id)) then now() end;
  return new;
end
$$;

create function initiatives.check_host() returns trigger
  language plpgsql security definer set search_path = initiatives, pg_catalog as $$
begin
  if not exists (select from org.unit where unit.id = new.unit_id and daterange(unit.valid_from, unit.valid_to) @> org.today()) then
    raise exception using errcode = 'check_violation', constraint = 'host_is_no_more', message = 'a host stands today';
  end if;
  return null;
end
$$;
create trigger host_is_checked after insert on initiatives.co_host for each row execute function initiatives.check_host();
