-- 0093_names_in_order.sql – names are put in order as people here do it: Cần before Cầu, Đ after D, and hamlet 2 before hamlet 10.

create collation org.names (provider = icu, locale = 'vi-u-kn-true');
comment on collation org.names is 'The order of every list of names: a Vietnamese dictionary, with numbers in a name by their size.';

create or replace function gatherings.door_of(asked text)
  returns table (gathering_id uuid, unit_id uuid, unit_name text, title text, day date, starts_at time, ends_at time, state text,
                 word text, key uuid, asks text, most integer, opened_at timestamptz, closed_at timestamptz, guests jsonb)
  language sql stable security definer set search_path = gatherings, pg_catalog as $$
  select gathering.id, gathering.unit_id, unit.name, gathering.title, gathering.day, gathering.starts_at, gathering.ends_at, gathering.state,
         door.word, door.key, door.asks, door.most, door.opened_at, door.closed_at,
         case when door.asks = 'unit' then coalesce(
           (select jsonb_agg(jsonb_build_object('id', guest.id, 'name', guest.name) order by guest.name collate org.names)
              from gatherings.invited join org.unit as guest on guest.id = invited.unit_id
             where invited.gathering_id = gathering.id), '[]') else '[]' end
    from gatherings.door join gatherings.gathering on gathering.id = door.gathering_id join org.unit on unit.id = gathering.unit_id
   where door.word = asked
$$;

create or replace function programme.people_of(unit uuid) returns table (id uuid, name text)
  language sql stable security definer set search_path = access, pg_catalog as $$
  select person.id, person.name
    from access.person
   where person.disabled_at is null
     and exists (select from access.role_held
                  where role_held.person_id = person.id and role_held.unit_id = unit
                    and daterange(role_held.valid_from, role_held.valid_to) @> org.today())
     and access.reaches((select access.held_for('task.hand_down')), unit)
   order by person.name collate org.names limit 200
$$;
