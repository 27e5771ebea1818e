-- 0050_the_study_door.sql – people who check in at a door in a crowd that one machine could be: kept apart until somebody else has looked.

create table gatherings.arrival (
  gathering_id  uuid not null,
  device        bytea not null,
  place         bytea not null,
  alike         bytea not null,
  arrived_at    timestamptz not null,
  primary key (gathering_id, device),
  constraint arrival_is_of_no_check_in foreign key (gathering_id, device) references gatherings.check_in on update cascade on delete cascade
);
comment on table gatherings.arrival is
  'From where and when a phone checked in: keyed hashes of its address (place) and of its address with what its browser says of itself (alike), good for one gathering alone. Forgotten the day after.';
create index arrival_place on gatherings.arrival (gathering_id, place, arrived_at);

create table gatherings.door_look (
  id            uuid primary key default uuidv7(),
  gathering_id  uuid not null references gatherings.gathering,
  check_ins     integer not null,
  counts        boolean not null,
  settlement    text not null,
  looked_by     uuid not null references access.person,
  looked_at     timestamptz not null default now(),
  constraint door_look_is_at_nothing           check (check_ins > 0),
  constraint door_look_settlement_is_too_long  check (char_length(settlement) between 3 and 1000)
);
comment on table gatherings.door_look is 'What somebody who does not hold a gathering decided about doubtful check-ins: whether they count, and why.';
create index door_look_gathering on gatherings.door_look (gathering_id);
create index door_look_looked_by on gatherings.door_look (looked_by);
create trigger door_look_is_append_only before update or delete or truncate on gatherings.door_look
  for each statement execute function access.refuse_change();

create table gatherings.doubted (
  gathering_id  uuid not null,
  device        bytea not null,
  look_id       uuid references gatherings.door_look,
  primary key (gathering_id, device),
  constraint doubted_is_of_no_check_in foreign key (gathering_id, device) references gatherings.check_in on update cascade on delete cascade
);
comment on table gatherings.doubted is 'Check-ins that came in a crowd. They count once somebody has looked and said so.';
create index doubted_look on gatherings.doubted (look_id);

alter table gatherings.arrival enable row level security;
alter table gatherings.door_look enable row level security;
alter table gatherings.doubted enable row level security;

create function gatherings.is_holder(asked uuid, person uuid) returns boolean
  language sql stable security definer set search_path = gatherings, pg_catalog as $$
  select exists (select from gatherings.gathering where gathering.id = asked and gathering.planned_by = person)
      or exists (select from gatherings.door where door.gathering_id = asked and door.opened_by = person)
      or exists (select from gatherings.version where version.gathering_id = asked and version.written_by = person)
$$;
comment on function gatherings.is_holder is 'Whether a person planned, changed or counted a gathering, or opened its door.';
revoke execute on function gatherings.is_holder from public;
grant execute on function gatherings.is_holder to lantoa_app;

grant select, insert on gatherings.door_look to lantoa_app;
create policy door_look_is_read on gatherings.door_look for select to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = door_look.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.read'))::uuid[])));
create policy door_look_is_taken on gatherings.door_look for insert to lantoa_app
  with check (looked_by = access.actor() and not gatherings.is_holder(gathering_id, access.actor())
    and exists (select from gatherings.gathering where gathering.id = door_look.gathering_id
                   and gathering.unit_id = any ((select access.units_for('session.look_at_door'))::uuid[])));
grant select, update (look_id) on gatherings.doubted to lantoa_app;
create policy doubted_is_read on gatherings.doubted for select to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = doubted.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.read'))::uuid[])));
create policy doubted_is_settled on gatherings.doubted for update to lantoa_app
  using (look_id is null and exists (select from gatherings.gathering where gathering.id = doubted.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.look_at_door'))::uuid[])))
  with check (exists (select from gatherings.door_look where door_look.id = doubted.look_id
    and door_look.gathering_id = doubted.gathering_id and door_look.looked_by = access.actor()));

-- Who arrives waits for nobody: each arrival sees those that were committed before it, and doubts them together with itself.
create function gatherings.arrive(asked uuid, phone bytea, from_place bytea, from_alike bytea, instant timestamptz,
                                  most_alike integer, alike_seconds integer, most_place integer, place_seconds integer)
  returns integer
  language sql volatile set search_path = gatherings, pg_catalog as $$
  insert into gatherings.arrival (gathering_id, device, place, alike, arrived_at) values (asked, phone, from_place, from_alike, instant);
  with alike as (
    select arrival.device from gatherings.arrival where arrival.gathering_id = asked and arrival.place = from_place and arrival.alike = from_alike
       and arrival.arrived_at > instant - make_interval(secs => alike_seconds) and arrival.arrived_at <= instant
  ), near as (
    select arrival.device from gatherings.arrival where arrival.gathering_id = asked and arrival.place = from_place
       and arrival.arrived_at > instant - make_interval(secs => place_seconds) and arrival.arrived_at <= instant
  ), crowd as (
    select device from alike where (select count(*) from alike) > most_alike
    union
    select device from near where (select count(*) from near) > most_place
  ), made as (
    insert into gatherings.doubted (gathering_id, device) select asked, device from crowd on conflict do nothing returning 1
  )
  select count(*)::integer from made
$$;
comment on function gatherings.arrive is
  'Notes from where a phone checked in, and doubts all of a crowd: more than so many alike, or from one place, within so many seconds. Returns how many are doubted anew.';
revoke execute on function gatherings.arrive from public;

create or replace function gatherings.tally(asked uuid)
  returns table (unit_id uuid, way text, members integer, others integer, unsaid integer)
  language sql stable security definer set search_path = gatherings, pg_catalog as $$
  with mine as materialized (select access.units_for('session.read') as units)
  select counted.unit_id, counted.way, counted.members, counted.others, counted.unsaid
    from gatherings.gathering, mine, lateral (
      select listed.unit_id, 'list' as way, (count(*) filter (where listed.is_member))::integer as members,
             (count(*) filter (where not listed.is_member))::integer as others, 0 as unsaid
        from gatherings.listed where listed.gathering_id = gathering.id group by listed.unit_id
      union all
      select check_in.unit_id, 'door', (count(*) filter (where check_in.is_member))::integer,
             (count(*) filter (where not check_in.is_member))::integer, (count(*) filter (where check_in.is_member is null))::integer
        from gatherings.check_in where check_in.gathering_id = gathering.id
         -- What came in a crowd counts once somebody has said so.
         and not exists (select from gatherings.doubted left join gatherings.door_look on door_look.id = doubted.look_id
                          where doubted.gathering_id = check_in.gathering_id and doubted.device = check_in.device
                            and door_look.counts is not true)
       group by check_in.unit_id
    ) as counted
   where gathering.id = asked
     and (access.actor() is null or gathering.unit_id = any (mine.units) or counted.unit_id = any (mine.units))
$$;
