-- 0028_gatherings.sql – people who come together: study sessions, who was invited, who came and how that is known.
create schema gatherings;
grant usage on schema gatherings to lantoa_app, lantoa_public;

create table gatherings.gathering (
  id                 uuid primary key default uuidv7(),
  kind               text not null default 'study',
  unit_id            uuid not null references org.unit,
  title              text not null,
  occasion           text not null,
  theme_id           uuid constraint gathering_theme_is_unknown references programme.theme,
  day                date not null,
  starts_at          time not null,
  ends_at            time not null,
  form               text not null,
  place              text not null default '',
  presenter          text not null default '',
  state              text not null default 'planned',
  version            integer not null default 1,
  counted            text not null default 'units',
  expected_members   integer,
  expected_others    integer,
  head_count         integer,
  attendances        integer,
  attendances_are    text not null default 'exact',
  cancelled_because  text,
  planned_by         uuid references access.person,
  planned_at         timestamptz not null default now(),
  constraint gathering_kind_is_unknown            check (kind in ('study')),
  constraint gathering_occasion_is_unknown        check (occasion in ('conference', 'class', 'cell_meeting')),
  constraint gathering_form_is_unknown            check (form in ('in_person', 'online', 'relayed')),
  constraint gathering_state_is_unknown           check (state in ('planned', 'held', 'cancelled')),
  constraint gathering_counted_is_unknown         check (counted in ('units', 'whole')),
  constraint gathering_title_is_too_long          check (char_length(title) between 3 and 300),
  constraint gathering_place_is_too_long          check (char_length(place) <= 300),
  constraint gathering_presenter_is_too_long      check (char_length(presenter) <= 300),
  constraint gathering_day_is_out_of_range        check (day between '2006-01-01' and '2100-12-31'),
  constraint gathering_ends_before_it_starts      check (ends_at > starts_at),
  constraint gathering_expected_is_out_of_range   check (expected_members between 0 and 1000000 and expected_others between 0 and 1000000),
  constraint gathering_head_count_is_out_of_range check (head_count between 0 and 1000000),
  constraint gathering_attendances_are_unknown    check (attendances >= 0 and attendances_are in ('exact', 'over', 'nearly', 'about')),
  constraint gathering_is_cancelled_without_words check ((state = 'cancelled') = (cancelled_because is not null)),
  constraint gathering_cancellation_is_too_long   check (char_length(cancelled_because) between 3 and 500),
  constraint gathering_is_of_two_units            unique (id, unit_id)
);
comment on table gatherings.gathering is
  'People who come together on a day, called together by a unit. attendances is what stood when it was last counted; facts are posted from the same.';
comment on column gatherings.gathering.counted is
  'units: each unit is counted by itself, and its people are facts of that unit. whole: one count for all, of the unit that holds it.';
comment on column gatherings.gathering.head_count is 'Heads counted by eye in the hall. It stands beside what was counted and is posted nowhere.';
create index gathering_unit on gatherings.gathering (unit_id, day desc, id desc);
create index gathering_day on gatherings.gathering (day desc, id desc);
create index gathering_theme on gatherings.gathering (theme_id);
create index gathering_planned_by on gatherings.gathering (planned_by);

create table gatherings.studied (
  gathering_id  uuid not null references gatherings.gathering,
  document_id   uuid not null constraint studied_document_is_unknown references programme.document,
  primary key (gathering_id, document_id)
);
comment on table gatherings.studied is 'Which documents a gathering studies.';
create index studied_document on gatherings.studied (document_id);

create table gatherings.material (
  id            uuid primary key default uuidv7(),
  gathering_id  uuid not null references gatherings.gathering,
  title         text not null,
  href          text,
  added_by      uuid references access.person,
  added_at      timestamptz not null default now(),
  removed_at    timestamptz,
  constraint material_title_is_too_long check (char_length(title) between 1 and 200),
  constraint material_href_is_malformed check (href ~ '^https?://[^\s<>"]+$' and char_length(href) <= 500)
);
comment on table gatherings.material is
  'Something to read for a gathering: a link, or a file that is attached to this row (evidence.attachment, kind session). What proves the gathering itself is attached to the gathering.';
create index material_gathering on gatherings.material (gathering_id);
create index material_added_by on gatherings.material (added_by);

create table gatherings.invited (
  gathering_id      uuid not null,
  unit_id           uuid not null constraint invited_unit_is_unknown references org.unit,
  held_by           uuid not null,
  expected_members  integer,
  expected_others   integer,
  primary key (gathering_id, unit_id),
  constraint invited_by_another_unit          foreign key (gathering_id, held_by) references gatherings.gathering (id, unit_id),
  constraint invited_expected_is_out_of_range check (expected_members between 0 and 100000 and expected_others between 0 and 100000)
);
comment on table gatherings.invited is
  'A unit that is called to a gathering, and how many of it are expected. held_by is the unit of the gathering, so that who may read a row is told by the row.';
create index invited_unit on gatherings.invited (unit_id);
create index invited_gathering on gatherings.invited (gathering_id, held_by);

create table gatherings.turnout (
  id                 uuid primary key default uuidv7(),
  gathering_id       uuid not null references gatherings.gathering,
  unit_id            uuid references org.unit,
  members            integer,
  members_are        text not null default 'exact',
  others             integer,
  others_are         text not null default 'exact',
  way                text,
  constraint turnout_is_counted_twice  unique nulls not distinct (gathering_id, unit_id),
  constraint turnout_is_out_of_range   check (members between 0 and 1000000 and others between 0 and 1000000),
  constraint turnout_is_unknown        check (members_are in ('exact', 'over', 'nearly', 'about') and others_are in ('exact', 'over', 'nearly', 'about')),
  constraint turnout_way_is_unknown    check (way in ('number', 'list', 'door'))
);
comment on table gatherings.turnout is
  'How many of a unit came, as somebody counted them, and which of the three ways (number, list, door) stands for that unit. Without a unit: those of no known unit or, where the whole is counted, everybody.';
create index turnout_unit on gatherings.turnout (unit_id);

create table gatherings.listed (
  id            uuid primary key default uuidv7(),
  gathering_id  uuid not null references gatherings.gathering,
  unit_id       uuid references org.unit,
  is_member     boolean not null,
  sealed        text,
  person_key    uuid,
  constraint listed_person_is_there_already  unique (gathering_id, person_key),
  constraint listed_is_forgotten_by_half     check ((sealed is null) = (person_key is null))
);
comment on table gatherings.listed is
  'Somebody on the attendance list of a gathering. The name is sealed; person_key is a hash without meaning by which persons are told apart. Both go when the time is over for which lists are kept.';
create index listed_unit on gatherings.listed (unit_id);

create table gatherings.list_import (
  id            uuid primary key default uuidv7(),
  gathering_id  uuid not null references gatherings.gathering,
  made_by       uuid not null references access.person,
  made_at       timestamptz not null default now(),
  sealed        text not null
);
comment on table gatherings.list_import is 'A list that somebody has previewed and not confirmed yet. Sealed, kept for an hour, seen by its maker alone.';
create index list_import_gathering on gatherings.list_import (gathering_id);
create index list_import_made_by on gatherings.list_import (made_by);

create table gatherings.door (
  gathering_id  uuid primary key references gatherings.gathering,
  word          text not null,
  key           uuid not null default gen_random_uuid(),
  asks          text not null,
  most          integer,
  opened_by     uuid references access.person,
  opened_at     timestamptz not null default now(),
  closed_at     timestamptz,
  constraint door_word_is_taken      unique (word),
  constraint door_word_is_malformed  check (word ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint door_asks_is_unknown    check (asks in ('nothing', 'member', 'unit')),
  constraint door_most_is_out_of_range check (most between 1 and 100000)
);
comment on table gatherings.door is
  'The door of a gathering at which people check in. The code on the screen follows from the key, the secret of the installation and the time; word is the address.';
create index door_opened_by on gatherings.door (opened_by);

create table gatherings.check_in (
  gathering_id  uuid not null references gatherings.gathering,
  device        bytea not null,
  unit_id       uuid references org.unit,
  is_member     boolean,
  by_officer    boolean not null default false,
  has_rated     boolean not null default false,
  primary key (gathering_id, device)
);
comment on table gatherings.check_in is
  'One attendance at the door: the hash of a random number that the phone keeps for this gathering alone. No name, no address, no time.';
create index check_in_unit on gatherings.check_in (unit_id);

create table gatherings.rating (
  -- Random and not by time: nothing in it leads to a phone or to the moment of an answer.
  id            uuid primary key default gen_random_uuid(),
  gathering_id  uuid not null references gatherings.gathering,
  clear         smallint not null,
  useful        smallint not null,
  timely        smallint not null,
  remark        text not null default '',
  constraint rating_is_out_of_range    check (clear between 1 and 5 and useful between 1 and 5 and timely between 1 and 5),
  constraint rating_remark_is_too_long check (char_length(remark) <= 500)
);
comment on table gatherings.rating is 'What somebody who checked in says of the session: of the speaker, its use, the time. Nobody''s name, no phone, no time.';
create index rating_gathering on gatherings.rating (gathering_id);
create trigger rating_is_append_only before update or delete or truncate on gatherings.rating
  for each statement execute function access.refuse_change();

create table gatherings.version (
  gathering_id  uuid not null references gatherings.gathering,
  number        integer not null,
  event         text not null,
  reason        text,
  said          jsonb not null,
  written_by    uuid references access.person,
  written_at    timestamptz not null default now(),
  primary key (gathering_id, number),
  constraint version_event_is_unknown           check (event in ('planned', 'changed', 'held', 'corrected', 'cancelled')),
  constraint version_correction_has_no_reason   check (event <> 'corrected' or coalesce(char_length(reason), 0) >= 3),
  constraint version_reason_is_too_long         check (char_length(reason) <= 500)
);
comment on table gatherings.version is 'Each wording and each count of a gathering: who, when, why, and what stood then. Never changed.';
create index version_written_by on gatherings.version (written_by);
create trigger version_is_append_only before update or delete or truncate on gatherings.version
  for each statement execute function access.refuse_change();

-- ── Who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────

alter table gatherings.gathering enable row level security;
alter table gatherings.studied enable row level security;
alter table gatherings.material enable row level security;
alter table gatherings.invited enable row level security;
alter table gatherings.turnout enable row level security;
alter table gatherings.listed enable row level security;
alter table gatherings.list_import enable row level security;
alter table gatherings.door enable row level security;
alter table gatherings.check_in enable row level security;
alter table gatherings.rating enable row level security;
alter table gatherings.version enable row level security;
grant select, insert, update on gatherings.gathering, gatherings.invited, gatherings.turnout, gatherings.door, gatherings.material to lantoa_app;
grant select, insert, delete on gatherings.studied, gatherings.listed, gatherings.list_import to lantoa_app;
grant delete on gatherings.invited, gatherings.turnout to lantoa_app;
grant select, insert, delete on gatherings.check_in to lantoa_app;
grant select, insert on gatherings.version to lantoa_app;

create policy invited_is_read on gatherings.invited for select to lantoa_app
  using (unit_id = any ((select access.units_for('session.read'))::uuid[])
      or held_by = any ((select access.units_for('session.read'))::uuid[]));
create policy invited_is_asked on gatherings.invited for insert to lantoa_app
  with check (held_by = any ((select access.units_for('session.hold'))::uuid[]));
create policy invited_is_changed on gatherings.invited for update to lantoa_app
  using (held_by = any ((select access.units_for('session.hold'))::uuid[]));
create policy invited_is_taken_back on gatherings.invited for delete to lantoa_app
  using (held_by = any ((select access.units_for('session.hold'))::uuid[]));

-- Whoever is invited sees what they are invited to; of the other guests they see nothing.
create policy gathering_is_read on gatherings.gathering for select to lantoa_app
  using (unit_id = any ((select access.units_for('session.read'))::uuid[])
      or exists (select from gatherings.invited where invited.gathering_id = gathering.id
                    and invited.unit_id = any ((select access.units_for('session.read'))::uuid[])));
create policy gathering_is_planned on gatherings.gathering for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('session.hold'))::uuid[]));
create policy gathering_is_changed on gatherings.gathering for update to lantoa_app
  using (unit_id = any ((select access.units_for('session.hold'))::uuid[]));

create policy studied_is_read on gatherings.studied for select to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = studied.gathering_id));
create policy studied_is_said on gatherings.studied for insert to lantoa_app
  with check (exists (select from gatherings.gathering where gathering.id = studied.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
create policy studied_is_taken_back on gatherings.studied for delete to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = studied.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
create policy material_is_read on gatherings.material for select to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = material.gathering_id));
create policy material_is_added on gatherings.material for insert to lantoa_app
  with check (exists (select from gatherings.gathering where gathering.id = material.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
create policy material_is_removed on gatherings.material for update to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = material.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
create policy version_is_read on gatherings.version for select to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = version.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.read'))::uuid[])));
create policy version_is_written on gatherings.version for insert to lantoa_app
  with check (written_by = access.actor() and exists (select from gatherings.gathering where gathering.id = version.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));

create policy turnout_is_read on gatherings.turnout for select to lantoa_app
  using (unit_id = any ((select access.units_for('session.read'))::uuid[])
      or exists (select from gatherings.gathering where gathering.id = turnout.gathering_id
                    and gathering.unit_id = any ((select access.units_for('session.read'))::uuid[])));
create policy turnout_is_counted on gatherings.turnout for insert to lantoa_app
  with check (exists (select from gatherings.gathering where gathering.id = turnout.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
create policy turnout_is_changed on gatherings.turnout for update to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = turnout.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
create policy turnout_is_taken_back on gatherings.turnout for delete to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = turnout.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));

-- Names are for those who keep the list; everybody else gets sums (gatherings.tally).
create policy listed_is_kept on gatherings.listed for all to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = listed.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])))
  with check (exists (select from gatherings.gathering where gathering.id = listed.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
create policy list_import_is_own on gatherings.list_import for all to lantoa_app
  using (made_by = access.actor()) with check (made_by = access.actor());
create policy list_import_is_cleared on gatherings.list_import for delete to lantoa_app using (made_at < now() - interval '1 hour');
create policy door_is_kept on gatherings.door for all to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = door.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])))
  with check (exists (select from gatherings.gathering where gathering.id = door.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));
-- An officer counts those in who have no phone; what phones said is nobody's to write.
create policy check_in_is_tapped on gatherings.check_in for all to lantoa_app
  using (by_officer and exists (select from gatherings.gathering where gathering.id = check_in.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])))
  with check (by_officer and exists (select from gatherings.gathering where gathering.id = check_in.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));

create policy fact_is_posted_for_sessions on figures.fact for insert to lantoa_app
  with check (source_kind = 'session' and exists (select from gatherings.gathering where gathering.id = fact.source_id
    and gathering.unit_id = any ((select access.units_for('session.hold'))::uuid[])));

create policy attachment_is_of_a_session on evidence.attachment for insert to lantoa_app
  with check (source_kind = 'session' and unit_id = any ((select access.units_for('session.hold'))::uuid[]));
create policy attachment_of_a_session_is_changed on evidence.attachment for update to lantoa_app
  using (source_kind = 'session' and unit_id = any ((select access.units_for('session.hold'))::uuid[]));
-- What there is to read is for the guests too; the photo of a signed list is not.
create policy attachment_is_to_be_read on evidence.attachment for select to lantoa_app
  using (source_kind = 'session' and exists (select from gatherings.material where material.id = attachment.source_id and material.removed_at is null));
create policy file_is_added_for_sessions on evidence.file for insert to lantoa_app
  with check (cardinality(access.units_for('session.hold')) > 0);

-- ── Sums, for those who may not see what they are of ─────────────────────────────────────────────────────────────────

create function gatherings.tally(asked uuid)
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
        from gatherings.check_in where check_in.gathering_id = gathering.id group by check_in.unit_id
    ) as counted
   where gathering.id = asked
     and (access.actor() is null or gathering.unit_id = any (mine.units) or counted.unit_id = any (mine.units))
$$;
comment on function gatherings.tally is 'How many of each unit are on the list, and how many came through the door: sums only.';
revoke execute on function gatherings.tally from public;
grant execute on function gatherings.tally to lantoa_app;

create function gatherings.ratings_of(asked uuid)
  returns table (answers integer, clear numeric, useful numeric, timely numeric, remarks text[])
  language sql stable security definer set search_path = gatherings, pg_catalog as $$
  select count(rating.id)::integer,
         case when count(rating.id) >= 5 then avg(rating.clear) end,
         case when count(rating.id) >= 5 then avg(rating.useful) end,
         case when count(rating.id) >= 5 then avg(rating.timely) end,
         -- Remarks are for those who hold the session, and only among enough of them.
         case when count(rating.id) >= 5 and gathering.unit_id = any (access.units_for('session.hold'))
              then (array_agg(rating.remark order by rating.id) filter (where rating.remark <> ''))[1:100] end
    from gatherings.gathering left join gatherings.rating on rating.gathering_id = gathering.id
   where gathering.id = asked and gathering.unit_id = any (access.units_for('session.read'))
   group by gathering.id
$$;
comment on function gatherings.ratings_of is 'How a session was rated: averages, once five have answered. Single answers are nobody''s to read.';
revoke execute on function gatherings.ratings_of from public;
grant execute on function gatherings.ratings_of to lantoa_app;

create function gatherings.door_of(asked text)
  returns table (gathering_id uuid, unit_id uuid, unit_name text, title text, day date, starts_at time, ends_at time, state text,
                 word text, key uuid, asks text, most integer, opened_at timestamptz, closed_at timestamptz, guests jsonb)
  language sql stable security definer set search_path = gatherings, pg_catalog as $$
  select gathering.id, gathering.unit_id, unit.name, gathering.title, gathering.day, gathering.starts_at, gathering.ends_at, gathering.state,
         door.word, door.key, door.asks, door.most, door.opened_at, door.closed_at,
         case when door.asks = 'unit' then coalesce(
           (select jsonb_agg(jsonb_build_object('id', guest.id, 'name', guest.name) order by guest.name collate "vi-x-icu")
              from gatherings.invited join org.unit as guest on guest.id = invited.unit_id
             where invited.gathering_id = gathering.id), '[]') else '[]' end
    from gatherings.door join gatherings.gathering on gathering.id = door.gathering_id join org.unit on unit.id = gathering.unit_id
   where door.word = asked
$$;
comment on function gatherings.door_of is 'The door behind an address, for whoever stands before it: what is held, when, and which units are called. No number of guests.';
revoke execute on function gatherings.door_of from public;
grant execute on function gatherings.door_of to lantoa_public;

create function gatherings.came_in(asked uuid, phone bytea)
  returns table (has_rated boolean)
  language sql stable security definer set search_path = gatherings, pg_catalog as $$
  select check_in.has_rated from gatherings.check_in where check_in.gathering_id = asked and check_in.device = phone
$$;
comment on function gatherings.came_in is 'Whether a phone that shows its number has come in at a door, and whether it has answered the three questions.';
revoke execute on function gatherings.came_in from public;
grant execute on function gatherings.came_in to lantoa_public;
