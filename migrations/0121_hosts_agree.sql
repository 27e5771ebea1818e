-- 0121_hosts_agree.sql – a unit that is named beside an initiative can agree or step back; one of another province is named to nobody before it agrees.

alter table initiatives.co_host
  add column accepted_by uuid references access.person,
  add column accepted_at timestamptz;
comment on column initiatives.co_host.accepted_at is
  'Since when it is told to everybody that the unit runs the initiative too. Empty while a unit of another province has not agreed.';
comment on column initiatives.co_host.accepted_by is 'Who agreed for the unit; empty where nobody had to be asked.';
create index co_host_accepted_by on initiatives.co_host (accepted_by);

create function initiatives.share_province(one uuid, other uuid) returns boolean
  language sql stable security definer set search_path = org, pg_catalog as $$
  select exists (
    select from beneath as mine
      join beneath as theirs on theirs.ancestor_id = mine.ancestor_id and theirs.unit_id = other and theirs.valid @> today()
      join unit on unit.id = mine.ancestor_id
      join kind on kind.code = unit.kind and kind.is_area
     where mine.unit_id = one and mine.valid @> today())
$$;
comment on function initiatives.share_province is 'Whether two units stand in one area today, of whatever level.';
revoke all on function initiatives.share_province from public;

update initiatives.co_host set accepted_at = co_host.named_at
  from initiatives.initiative
 where initiative.id = co_host.initiative_id and initiatives.share_province(initiative.unit_id, co_host.unit_id);

create function initiatives.ask_host() returns trigger
  language plpgsql security definer set search_path = initiatives, pg_catalog as $$
begin
  if not exists (select from org.unit where unit.id = new.unit_id and daterange(unit.valid_from, unit.valid_to) @> org.today()) then
    raise exception using errcode = 'check_violation', constraint = 'host_is_no_more', message = 'a host stands today';
  end if;
  -- Who may speak for a unit has spoken by naming it; within one province a unit is named and may step back.
  new.accepted_by := case when access.reaches(access.held_for('initiative.propose'), new.unit_id) then access.actor() end;
  new.accepted_at := case when new.accepted_by is not null or exists (
    select from initiative where id = new.initiative_id and share_province(initiative.unit_id, new.unit_id)) then now() end;
  return new;
end
$$;
create trigger host_is_asked before insert on initiatives.co_host for each row execute function initiatives.ask_host();

drop policy co_host_is_read on initiatives.co_host;
create policy co_host_is_public on initiatives.co_host for select to lantoa_public
  using (accepted_at is not null and exists (select from initiatives.initiative where initiative.id = co_host.initiative_id));
create policy co_host_is_read on initiatives.co_host for select to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = co_host.initiative_id
     and (accepted_at is not null or access.reaches((select access.held_for('initiative.propose')), initiative.unit_id)))
      or access.reaches((select access.held_for('initiative.propose')), unit_id));
drop policy co_host_is_named on initiatives.co_host;
create policy co_host_is_named on initiatives.co_host for insert to lantoa_app
  with check (named_by = access.actor() and exists (select from initiatives.initiative where initiative.id = co_host.initiative_id
    and access.reaches((select access.held_for('initiative.propose')), initiative.unit_id)));
drop policy co_host_is_taken_away on initiatives.co_host;
create policy co_host_is_taken_away on initiatives.co_host for delete to lantoa_app
  using (access.reaches((select access.held_for('initiative.propose')), unit_id)
      or exists (select from initiatives.initiative where initiative.id = co_host.initiative_id
    and access.reaches((select access.held_for('initiative.propose')), initiative.unit_id)));
grant update (accepted_by, accepted_at) on initiatives.co_host to lantoa_app;
create policy co_host_agrees on initiatives.co_host for update to lantoa_app
  using (access.reaches((select access.held_for('initiative.propose')), unit_id))
  with check (accepted_by = access.actor());
