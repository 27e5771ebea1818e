-- 0001_org.sql – who there is: units, their kinds and lines, their places in the two trees, and what became of them.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

do $$
begin
  if not exists (select from pg_roles where rolname = 'lantoa_app') then
    create role lantoa_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'lantoa_public') then
    create role lantoa_public nologin;
  end if;
  execute format('grant lantoa_app, lantoa_public to %I', current_user);
end
$$;

create schema org;
grant usage on schema org to lantoa_app, lantoa_public;

create function org.plain(text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFC)));
comment on function org.plain is
  'Text as people type it in a hurry: lower case, no diacritics, so that "heo dat" finds "heo đất".';

create table org.line (
  code      text primary key,
  name_vi   text not null,
  name_en   text not null,
  position  integer not null,
  constraint line_code_is_malformed check (code ~ '^[a-z][a-z_]*$')
);
comment on table org.line is 'One line of organisations that runs from the Centre to the hamlet: the Party, the Women''s Union …';
grant select on org.line to lantoa_app, lantoa_public;

create table org.kind (
  code      text primary key,
  name_vi   text not null,
  name_en   text not null,
  level     text not null,
  is_area   boolean not null,
  constraint kind_level_is_unknown check (level in ('province', 'district', 'commune', 'base')),
  constraint kind_code_is_malformed check (code ~ '^[a-z][a-z_]*$')
);
comment on table org.kind is 'What a unit can be: a province, a ward, a committee of a commune, a hamlet branch.';
grant select on org.kind to lantoa_app, lantoa_public;

create table org.unit (
  id             uuid primary key default uuidv7(),
  kind           text not null references org.kind,
  line           text references org.line,
  name           text not null,
  short_name     text not null,
  slug           text not null,
  official_code  text,
  valid_from     date not null,
  valid_to       date,
  search         text not null generated always as (org.plain(name || ' ' || coalesce(official_code, ''))) stored,
  constraint unit_name_is_too_long       check (char_length(name) between 1 and 200),
  constraint unit_short_name_is_too_long check (char_length(short_name) between 1 and 100),
  constraint unit_slug_is_malformed      check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint unit_slug_is_taken          unique (slug),
  constraint unit_code_is_malformed      check (official_code ~ '^[0-9A-Z.-]{2,20}$'),
  constraint unit_ends_before_it_begins  check (valid_to > valid_from),
  -- Codes of abolished communes went to other land on 1 July 2025: a code is unique among units of one day only.
  constraint unit_code_is_taken exclude using gist (official_code with =, daterange(valid_from, valid_to) with &&)
);
comment on table org.unit is
  'A unit from valid_from until the day before valid_to. A unit that is renamed in place keeps its row; one that is merged or abolished ends.';
create index unit_kind on org.unit (kind);
create index unit_line on org.unit (line);
create index unit_search on org.unit using gin (search gin_trgm_ops);

create table org.placement (
  id          uuid primary key default uuidv7(),
  tree        text not null,
  unit_id     uuid not null references org.unit,
  parent_id   uuid not null references org.unit,
  valid_from  date not null,
  valid_to    date,
  constraint placement_tree_is_unknown        check (tree in ('area', 'line')),
  constraint placement_is_under_itself        check (unit_id <> parent_id),
  constraint placement_ends_before_it_begins  check (valid_to > valid_from),
  constraint placement_is_in_two_places exclude using gist
    (unit_id with =, tree with =, daterange(valid_from, valid_to) with &&)
);
comment on table org.placement is
  'Where a unit stands, from when to when: in the area (commune → province) and in the line (branch → union of the commune → of the province).';
create index placement_unit on org.placement (unit_id);
create index placement_parent on org.placement (parent_id);

create table org.beneath (
  tree         text not null,
  ancestor_id  uuid not null references org.unit on delete cascade,
  unit_id      uuid not null references org.unit on delete cascade,
  distance     integer not null,
  valid        daterange not null,
  constraint beneath_tree_is_unknown check (tree in ('area', 'line')),
  -- Also the index by which everything beneath a unit is found.
  constraint beneath_is_kept_twice   unique (ancestor_id, tree, unit_id, valid)
);
comment on table org.beneath is
  'Derived from org.placement: every unit beneath every unit (itself at distance 0), with the days on which that was so.';
create index beneath_unit on org.beneath (unit_id, tree, distance);

create function org.derive_beneath(changed uuid[] default null) returns void
  language plpgsql security definer set search_path = org, pg_catalog as $$
declare
  affected uuid[];
  furthest integer;
begin
  -- Two people may place units at once: the second derives after the first has committed, from what both have placed.
  lock table org.beneath in share row exclusive mode;
  -- Who stands above a unit changes with its own places and with those of all that it stood beneath.
  affected := case when changed is null then array(select id from org.unit)
                   else array(select unnest(changed) union select unit_id from org.beneath where ancestor_id = any (changed)) end;
  delete from org.beneath where unit_id = any (affected);
  with recursive climb as (
    select tree.name as tree, unit.id as ancestor_id, unit.id as unit_id, 0 as distance,
           daterange(unit.valid_from, unit.valid_to) as valid
      from org.unit, (values ('area'), ('line')) as tree (name)
     where unit.id = any (affected)
    union all
    select climb.tree, placement.parent_id, climb.unit_id, climb.distance + 1,
           climb.valid * daterange(placement.valid_from, placement.valid_to)
      from climb
      join org.placement on placement.tree = climb.tree and placement.unit_id = climb.ancestor_id
       and climb.valid && daterange(placement.valid_from, placement.valid_to)
     where climb.distance < 20
  ), kept as (
    insert into org.beneath (tree, ancestor_id, unit_id, distance, valid)
    select tree, ancestor_id, unit_id, distance, valid from climb where distance < 20
        on conflict do nothing  -- only a loop comes by twice, and the next line refuses it by its own name
  )
  select max(distance) into furthest from climb;
  if furthest >= 20 then
    raise exception using errcode = 'check_violation', constraint = 'placement_makes_a_loop',
      message = 'a unit would stand beneath itself';
  end if;
end
$$;
comment on function org.derive_beneath is
  'Derives org.beneath anew from org.placement: for the changed units and all beneath them, or for all. A second time changes nothing.';

create function org.keep_beneath() returns trigger
  language plpgsql security definer set search_path = org, pg_catalog as $$
declare
  changed uuid[];
begin
  -- One statement for each case: a transition table that a trigger does not have cannot even be named.
  if tg_table_name = 'unit' and tg_op = 'INSERT' then
    changed := array(select id from given);
  elsif tg_table_name = 'unit' then
    changed := array(select given.id from given join former using (id)
                      where (given.valid_from, given.valid_to) is distinct from (former.valid_from, former.valid_to));
  elsif tg_op = 'INSERT' then
    changed := array(select distinct unit_id from given);
  elsif tg_op = 'DELETE' then
    changed := array(select distinct unit_id from former);
  else
    changed := array(select unit_id from given union select unit_id from former);
  end if;
  if cardinality(changed) > 0 then
    perform org.derive_beneath(changed);
  end if;
  return null;
end
$$;
create trigger unit_is_added after insert on org.unit
  referencing new table as given for each statement execute function org.keep_beneath();
create trigger unit_is_changed after update on org.unit
  referencing old table as former new table as given for each statement execute function org.keep_beneath();
create trigger placement_is_added after insert on org.placement
  referencing new table as given for each statement execute function org.keep_beneath();
create trigger placement_is_changed after update on org.placement
  referencing old table as former new table as given for each statement execute function org.keep_beneath();
create trigger placement_is_removed after delete on org.placement
  referencing old table as former for each statement execute function org.keep_beneath();

create table org.reorganisation (
  id         uuid primary key default uuidv7(),
  kind       text not null,
  day        date not null,
  document   text not null,
  source     text,
  note       text,
  unit_id    uuid references org.unit,
  constraint reorganisation_kind_is_unknown        check (kind in ('rename', 'merge', 'split', 'transfer', 'dissolve')),
  constraint reorganisation_document_is_too_long   check (char_length(document) between 1 and 300)
);
comment on table org.reorganisation is 'A decision that changed the tree of units: what, from which day, by which document.';
comment on column org.reorganisation.unit_id is 'The unit, where the decision is about one: its new name, its new place, its end. Merged units are in org.succession.';
create index reorganisation_unit on org.reorganisation (unit_id);

create table org.succession (
  id                 uuid primary key default uuidv7(),
  reorganisation_id  uuid not null references org.reorganisation,
  from_unit_id       uuid not null references org.unit,
  to_unit_id         uuid not null references org.unit,
  share              numeric(6, 5),
  constraint succession_is_to_itself        check (from_unit_id <> to_unit_id),
  constraint succession_share_is_impossible check (share > 0 and share <= 1),
  constraint succession_is_said_already     unique (reorganisation_id, from_unit_id, to_unit_id)
);
comment on table org.succession is
  'Which unit carries on what an ended unit did. share is empty where the whole went over and set where it was split.';
create index succession_from on org.succession (from_unit_id);
create index succession_to on org.succession (to_unit_id);

create function org.went_over_whole(one org.succession) returns boolean
  language sql stable parallel safe
  return one.share is null
    and not exists (select from org.succession as other
                     where other.from_unit_id = one.from_unit_id and other.to_unit_id <> one.to_unit_id);
comment on function org.went_over_whole is 'Whether one unit took over all of another, and not a part of it.';

create function org.predecessors(unit uuid) returns setof uuid
  language sql stable parallel safe rows 10 as $$
  with recursive back as (
    select from_unit_id from org.succession where to_unit_id = unit and org.went_over_whole(succession)
    union
    select succession.from_unit_id from org.succession join back on succession.to_unit_id = back.from_unit_id
     where org.went_over_whole(succession)
  )
  select from_unit_id from back
$$;
comment on function org.predecessors is
  'The units that went over to a unit whole, all the way back. Of a district that was split among communes none has the whole.';

create function org.successors(unit uuid) returns setof uuid
  language sql stable parallel safe rows 10 as $$
  with recursive onward as (
    select to_unit_id from org.succession where from_unit_id = unit
    union
    select succession.to_unit_id from org.succession join onward on succession.from_unit_id = onward.to_unit_id
  )
  select to_unit_id from onward
$$;
comment on function org.successors is 'The units that carry on the work of a unit, all the way to today.';

create function org.scope(unit uuid) returns setof uuid
  language plpgsql stable set search_path = org, pg_catalog rows 10 as $$
declare
  answering uuid[];
  own uuid[];
  more uuid[];
begin
  -- Backward: only what went over whole. Of a district that was split, no new commune answers for the others' part.
  answering := array(select scope.unit union all select org.predecessors(scope.unit));
  own := array(select distinct unit_id from org.beneath where ancestor_id = any (answering));
  -- Onward: only what was made of nothing else.
  loop
    more := array(
      select distinct succession.to_unit_id from org.succession
       where succession.from_unit_id = any (own) and succession.to_unit_id <> all (own)
         and not exists (select from org.succession as other
                          where other.to_unit_id = succession.to_unit_id and other.from_unit_id <> all (own)));
    exit when cardinality(more) = 0;
    answering := answering || more;
    own := own || array(select distinct unit_id from org.beneath where ancestor_id = any (more));
  end loop;
  return query select unnest(answering);
end
$$;
comment on function org.scope is
  'The units whose subtrees answer for a unit at all times: itself, what went over to it whole, and what was made of nothing else.';

grant select on org.unit, org.placement, org.beneath, org.reorganisation, org.succession to lantoa_app, lantoa_public;
grant insert, update on org.unit, org.placement to lantoa_app;
grant insert on org.reorganisation, org.succession to lantoa_app;

create table org.import (
  id         uuid primary key default uuidv7(),
  made_by    uuid not null,
  made_at    timestamptz not null default now(),
  file_name  text not null,
  file_hash  text not null,
  rows       jsonb not null,
  notices    jsonb not null,
  constraint import_file_name_is_too_long check (char_length(file_name) <= 200)
);
comment on table org.import is
  'A table of units that somebody has previewed and not yet confirmed. Kept for an hour, seen by its maker alone, gone when it is written.';
-- The maker is a person of 0002_access.sql. What is left lying is anybody's to clear away.
alter table org.import enable row level security;
create policy import_is_own on org.import to lantoa_app
  using (made_by = nullif(current_setting('lantoa.person_id', true), '')::uuid)
  with check (made_by = nullif(current_setting('lantoa.person_id', true), '')::uuid);
create policy import_is_cleared on org.import for delete to lantoa_app using (made_at < now() - interval '1 hour');
grant select, insert, delete on org.import to lantoa_app;

insert into org.line (code, name_vi, name_en, position) values
  ('party',      'Đảng',                          'Communist Party',       1),
  ('government', 'Chính quyền',                   'Government',            2),
  ('front',      'Mặt trận Tổ quốc',              'Fatherland Front',      3),
  ('women',      'Hội Liên hiệp Phụ nữ',          'Women''s Union',        4),
  ('farmers',    'Hội Nông dân',                  'Farmers'' Union',       5),
  ('youth',      'Đoàn Thanh niên',               'Youth Union',           6),
  ('veterans',   'Hội Cựu chiến binh',            'Veterans'' Association', 7),
  ('police',     'Công an',                       'Police',                8),
  ('radio',      'Đài truyền thanh',              'Radio station',         9);

insert into org.kind (code, name_vi, name_en, level, is_area) values
  ('province',      'Tỉnh, thành phố',        'Province',            'province', true),
  ('district',      'Huyện',                  'District',            'district', true),
  ('commune',       'Xã',                     'Commune',             'commune',  true),
  ('ward',          'Phường',                 'Ward',                'commune',  true),
  ('township',      'Thị trấn',               'Township',            'commune',  true),
  ('special_zone',  'Đặc khu',                'Special zone',        'commune',  true),
  ('hamlet',        'Ấp, thôn, khu phố',      'Hamlet',              'base',     true),
  ('provincial_organisation', 'Cơ quan, tổ chức cấp tỉnh', 'Provincial organisation', 'province', false),
  ('district_organisation',   'Cơ quan, tổ chức cấp huyện', 'District organisation',  'district', false),
  ('commune_organisation',    'Cơ quan, tổ chức cấp xã',   'Commune organisation',    'commune',  false),
  ('branch',                  'Chi hội, chi đoàn, chi bộ', 'Branch',                  'base',     false);
