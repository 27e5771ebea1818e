-- 0020_spreading.sql – how an initiative spreads: its guide and targets, who copied it, who recognised it, what was learnt.

-- Until now every form came with the software.
alter table initiatives.form add column comes_ready boolean not null default true;
alter table initiatives.form alter column comes_ready set default false;
comment on column initiatives.form.comes_ready is
  'Whether the form came with the software. Only such a form is followed by the next one that the software brings; a form that an officer made stays.';

alter table initiatives.initiative
  add column copied_from uuid references initiatives.initiative,
  add column copied_form uuid references initiatives.form,
  add column plain_name text not null generated always as (org.plain(name)) stored,
  add constraint initiative_is_its_own_copy   check (copied_from <> id),
  add constraint initiative_copies_no_form    check ((copied_from is null) = (copied_form is null));
comment on column initiatives.initiative.copied_from is 'The initiative of another unit, or another one of its own, that this one follows (nhân rộng). Never changed.';
comment on column initiatives.initiative.copied_form is 'The version of the form that was in use where it was copied, on the day when it was copied.';
create index initiative_copied_from on initiatives.initiative (copied_from);
create index initiative_copied_form on initiatives.initiative (copied_form);
create index initiative_plain_name on initiatives.initiative using gin (plain_name gin_trgm_ops);

create function initiatives.keep_origin() returns trigger
  language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = 'initiative_origin_is_changed',
    message = 'where an initiative was copied from is never changed';
end
$$;
create trigger initiative_keeps_its_origin before update on initiatives.initiative
  for each row when (old.copied_from is distinct from new.copied_from or old.copied_form is distinct from new.copied_form)
  execute function initiatives.keep_origin();

alter table initiatives.life add column learnt text,
  add constraint life_learnt_is_too_long check (char_length(learnt) <= 2000);
comment on column initiatives.life.learnt is 'At the end: what others should know who think of doing the same.';

create table initiatives.guide (
  initiative_id     uuid primary key references initiatives.initiative,
  how               text not null default '',
  steps             text[] not null default '{}',
  people_needed     text not null default '',
  preparation_days  integer,
  cost_dong         bigint,
  cost_note         text not null default '',
  changed_by        uuid references access.person,
  changed_at        timestamptz not null default now(),
  constraint guide_how_is_too_long         check (char_length(how) <= 6000),
  constraint guide_steps_are_too_many      check (cardinality(steps) <= 30),
  constraint guide_steps_are_too_long      check (char_length(array_to_string(steps, '')) <= 6000),
  constraint guide_people_is_too_long      check (char_length(people_needed) <= 300),
  constraint guide_days_are_impossible     check (preparation_days between 0 and 1000),
  constraint guide_cost_is_impossible      check (cost_dong between 0 and 1000000000000),
  constraint guide_cost_note_is_too_long   check (char_length(cost_note) <= 500)
);
comment on table initiatives.guide is
  'How an initiative is done, so that others can: words, steps, people, and what it costs to begin. cost_dong is an estimate by the unit, in no figure; 0 means that it costs nothing.';
create index guide_changed_by on initiatives.guide (changed_by);

create table initiatives.target (
  initiative_id  uuid not null references initiatives.initiative,
  indicator      text not null references figures.indicator,
  amount         numeric(18, 3) not null,
  until          date not null,
  set_by         uuid references access.person,
  set_at         timestamptz not null default now(),
  primary key (initiative_id, indicator),
  constraint target_amount_is_impossible check (amount > 0 and amount <= 100000000000000)
);
comment on table initiatives.target is 'How much of an indicator an initiative is to reach, and by when. What it has reached is counted from facts, never typed.';
create index target_indicator on initiatives.target (indicator);
create index target_set_by on initiatives.target (set_by);

create table initiatives.recognition (
  id             uuid primary key default uuidv7(),
  initiative_id  uuid not null references initiatives.initiative,
  level          text not null,
  document       text not null,
  decided_on     date not null,
  issuer         text not null,
  recorded_by    uuid references access.person,
  recorded_at    timestamptz not null default now(),
  withdrawn_at   timestamptz,
  withdrawn_by   uuid references access.person,
  withdrawn_why  text,
  constraint recognition_level_is_unknown        check (level in ('commune', 'district', 'province', 'national')),
  constraint recognition_document_is_too_long    check (char_length(document) between 1 and 200),
  constraint recognition_issuer_is_too_long      check (char_length(issuer) between 1 and 200),
  constraint recognition_withdrawal_has_no_reason check ((withdrawn_at is null) = (withdrawn_why is null) and char_length(withdrawn_why) between 3 and 500)
);
comment on table initiatives.recognition is
  'That an initiative was recognised, at which level, by which document of whom. What was entered by mistake or revoked is withdrawn with a reason, never deleted.';
create unique index recognition_is_there_already on initiatives.recognition (initiative_id, level, document) where withdrawn_at is null;
create index recognition_recorded_by on initiatives.recognition (recorded_by);
create index recognition_withdrawn_by on initiatives.recognition (withdrawn_by);

create function initiatives.rank_of(level text) returns integer
  language sql immutable parallel safe
  return case level when 'commune' then 1 when 'district' then 2 when 'province' then 3 when 'national' then 4 else 0 end;

-- What was recognised before levels were asked for: the level is in the symbol of the document, else that of the unit.
insert into initiatives.recognition (initiative_id, level, document, decided_on, issuer, recorded_by, recorded_at)
select distinct on (life.initiative_id, life.document)
       life.initiative_id,
       case when life.document ~ '[-/]TU\M' then 'province' when life.document ~ '[-/]HU\M' then 'district'
            when life.document ~ '[-/]ĐU\M' then 'commune'
            else case kind.level when 'province' then 'province' when 'district' then 'district' else 'commune' end end,
       left(life.document, 200), life.day, unit.name, life.person_id, life.at
  from initiatives.life
  join initiatives.initiative on initiative.id = life.initiative_id
  join org.unit on unit.id = initiative.unit_id
  join org.kind on kind.code = unit.kind
 where life.event = 'recognised'
 order by life.initiative_id, life.document, life.day;

create table initiatives.contact (
  unit_id     uuid primary key references org.unit,
  phone       text not null default '',
  email       text not null default '',
  address     text not null default '',
  changed_by  uuid references access.person,
  changed_at  timestamptz not null default now(),
  -- A fixed line (02…) or a service number (1800, 1900): a mobile number is somebody's own.
  constraint contact_phone_is_not_an_offices  check (phone = '' or phone ~ '^(02[0-9]{9}|1[89]00[0-9]{4,6})$'),
  constraint contact_email_is_malformed       check (email = '' or (email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and char_length(email) <= 200)),
  constraint contact_address_is_too_long      check (char_length(address) <= 300),
  constraint contact_says_nothing             check (phone <> '' or email <> '' or address <> '')
);
comment on table initiatives.contact is 'How to reach the office of a unit. Public, so never a private person''s number; units beneath that have none are reached through it.';
create index contact_changed_by on initiatives.contact (changed_by);

-- Trigram operators may not run before row-level security, which would then read every initiative: so the likeness is
-- measured here, and only ids come out. The caller joins them with what the reader may see.
create function initiatives.alike(wanted text, kind_wanted text, near uuid) returns table (id uuid, likeness real, is_near boolean)
  language plpgsql stable security definer set search_path = public, pg_catalog
  set pg_trgm.similarity_threshold = 0.35 set pg_trgm.word_similarity_threshold = 0.6 as $$
declare
  asked text := org.plain(wanted);
  neighbours uuid[] := array(
    select theirs.unit_id from org.beneath as mine
      join org.beneath as theirs on theirs.ancestor_id = mine.ancestor_id and theirs.tree = 'area'
      join org.unit as area on area.id = mine.ancestor_id
      join org.kind as area_kind on area_kind.code = area.kind and area_kind.level = 'commune' and area_kind.is_area
     where mine.unit_id = near and mine.tree = 'area');
begin
  return query
  select initiative.id,
         (greatest(similarity(asked, initiative.plain_name), 0.9 * word_similarity(asked, initiative.plain_name))
          + case when initiative.kind = kind_wanted then 0.1 else 0 end
          + case when initiative.unit_id = any (neighbours) then 0.1 else 0 end)::real,
         initiative.unit_id = any (neighbours)
    from initiatives.initiative
   where initiative.plain_name % asked or asked <% initiative.plain_name
   order by 2 desc, 1
   limit 40;
end
$$;
comment on function initiatives.alike is
  'Initiatives with a name like the one that is typed; the same kind and the same commune make them more alike.';
revoke all on function initiatives.alike from public;
grant execute on function initiatives.alike to lantoa_app;

grant select on initiatives.guide, initiatives.target, initiatives.contact to lantoa_app, lantoa_public;
grant select on initiatives.recognition to lantoa_app;
grant select (id, initiative_id, level, document, decided_on, issuer, withdrawn_at) on initiatives.recognition to lantoa_public;
grant insert, update on initiatives.guide, initiatives.contact to lantoa_app;
grant insert, update, delete on initiatives.target to lantoa_app;
grant insert on initiatives.recognition to lantoa_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_why) on initiatives.recognition to lantoa_app;

alter table initiatives.guide enable row level security;
alter table initiatives.target enable row level security;
alter table initiatives.recognition enable row level security;
alter table initiatives.contact enable row level security;

create policy guide_is_read on initiatives.guide for select to lantoa_app, lantoa_public
  using (exists (select from initiatives.initiative where initiative.id = guide.initiative_id));
create policy guide_is_written on initiatives.guide for insert to lantoa_app
  with check (exists (select from initiatives.initiative where initiative.id = guide.initiative_id
    and initiative.unit_id = any ((select access.units_for('initiative.propose'))::uuid[])));
create policy guide_is_changed on initiatives.guide for update to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = guide.initiative_id
    and initiative.unit_id = any ((select access.units_for('initiative.propose'))::uuid[])));
create policy target_is_read on initiatives.target for select to lantoa_app, lantoa_public
  using (exists (select from initiatives.initiative where initiative.id = target.initiative_id));
create policy target_is_set on initiatives.target for all to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = target.initiative_id
    and initiative.unit_id = any ((select access.units_for('initiative.propose'))::uuid[])));
create policy recognition_is_read on initiatives.recognition for select to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = recognition.initiative_id));
create policy recognition_is_published on initiatives.recognition for select to lantoa_public
  using (withdrawn_at is null and exists (select from initiatives.initiative where initiative.id = recognition.initiative_id));
create policy recognition_is_recorded on initiatives.recognition for insert to lantoa_app
  with check (recorded_by = access.actor() and exists (select from initiatives.initiative where initiative.id = recognition.initiative_id
    and initiative.unit_id = any ((select access.units_for('initiative.recognise'))::uuid[])));
create policy recognition_is_withdrawn on initiatives.recognition for update to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = recognition.initiative_id
    and initiative.unit_id = any ((select access.units_for('initiative.recognise'))::uuid[])));
create policy contact_is_public on initiatives.contact for select to lantoa_app, lantoa_public using (true);
create policy contact_is_given on initiatives.contact for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('initiative.contact'))::uuid[]));
create policy contact_is_changed on initiatives.contact for update to lantoa_app
  using (unit_id = any ((select access.units_for('initiative.contact'))::uuid[]));
-- Who recognises an initiative takes it from active to recognised.
create policy initiative_is_recognised on initiatives.initiative for update to lantoa_app
  using (unit_id = any ((select access.units_for('initiative.recognise'))::uuid[]));
