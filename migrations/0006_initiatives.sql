-- 0006_initiatives.sql – initiatives (mô hình): their kinds, the forms of the kinds, the registry and its life cycle.
create schema initiatives;
grant usage on schema initiatives to lantoa_app, lantoa_public;

create table initiatives.kind (
  code             text primary key,
  name_vi          text not null,
  name_en          text not null,
  owner_line       text references org.line,
  purpose_vi       text not null,
  purpose_en       text not null,
  protects_people  boolean not null default false,
  position         integer not null,
  constraint kind_code_is_malformed check (code ~ '^[a-z][a-z0-9_]{2,59}$')
);
comment on table initiatives.kind is
  'A kind of initiative. protects_people: those it serves are children, poor or disabled people, so pictures and notes never become public.';
create index kind_owner_line on initiatives.kind (owner_line);

create table initiatives.form (
  id          uuid primary key default uuidv7(),
  kind        text not null references initiatives.kind,
  version     integer not null,
  issued_on   date not null,
  constraint form_version_is_issued_already unique (kind, version),
  constraint form_version_is_not_positive   check (version > 0)
);
comment on table initiatives.form is 'The questions that are asked when an activity is recorded. A new version never changes what was recorded with an old one.';

create table initiatives.field (
  form_id    uuid not null references initiatives.form,
  key        text not null,
  position   integer not null,
  type       text not null,
  label_vi   text not null,
  label_en   text not null,
  help_vi    text,
  help_en    text,
  unit_vi    text,
  unit_en    text,
  required   boolean not null default false,
  minimum    numeric,
  maximum    numeric,
  choices    jsonb,
  indicator  text references figures.indicator,
  primary key (form_id, key),
  constraint field_key_is_malformed       check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint field_type_is_unknown        check (type in ('count', 'quantity', 'money', 'text', 'choice', 'date', 'photo', 'people')),
  constraint field_choice_has_no_choices  check ((type = 'choice') = (choices is not null)),
  constraint field_quantity_has_no_unit   check (type <> 'quantity' or unit_vi is not null),
  constraint field_limits_are_crossed     check (maximum >= minimum),
  constraint field_cannot_be_counted      check (indicator is null or type in ('count', 'quantity', 'money', 'people'))
);
comment on table initiatives.field is 'One question of a form. indicator: what its answer adds to.';
create index field_indicator on initiatives.field (indicator);

create table initiatives.initiative (
  id           uuid primary key default uuidv7(),
  kind         text not null references initiatives.kind,
  unit_id      uuid not null references org.unit,
  name         text not null,
  slug         text not null,
  summary      text not null default '',
  state        text not null default 'proposed',
  started_on   date,
  ended_on     date,
  created_by   uuid references access.person,
  created_at   timestamptz not null default now(),
  search       text not null generated always as (org.plain(name || ' ' || summary)) stored,
  constraint initiative_name_is_too_long       check (char_length(name) between 3 and 200),
  constraint initiative_summary_is_too_long    check (char_length(summary) <= 4000),
  constraint initiative_slug_is_malformed      check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint initiative_slug_is_taken          unique (slug),
  constraint initiative_name_is_taken_here     unique (unit_id, name),
  constraint initiative_state_is_unknown       check (state in ('proposed', 'registered', 'active', 'recognised', 'ended')),
  constraint initiative_has_not_started        check (state in ('proposed', 'registered') or started_on is not null),
  constraint initiative_end_is_unsaid          check ((state = 'ended') = (ended_on is not null)),
  constraint initiative_ends_before_it_begins  check (ended_on >= started_on)
);
comment on table initiatives.initiative is 'A practical initiative (mô hình) of a unit. unit_id is the unit that runs it today; its history stays with the activities.';
create index initiative_kind on initiatives.initiative (kind);
create index initiative_unit on initiatives.initiative (unit_id);
create index initiative_created_by on initiatives.initiative (created_by);
create index initiative_search on initiatives.initiative using gin (search gin_trgm_ops);

create table initiatives.life (
  id             uuid primary key default uuidv7(),
  initiative_id  uuid not null references initiatives.initiative,
  event          text not null,
  day            date not null,
  document       text,
  note           text,
  unit_id        uuid references org.unit,
  person_id      uuid references access.person,
  at             timestamptz not null default now(),
  constraint life_event_is_unknown   check (event in ('proposed', 'registered', 'active', 'recognised', 'ended', 'transferred')),
  constraint life_recognition_has_no_document check (event <> 'recognised' or document is not null),
  constraint life_end_has_no_reason  check (event <> 'ended' or note is not null),
  constraint life_transfer_has_no_unit check (event <> 'transferred' or unit_id is not null)
);
comment on table initiatives.life is 'The life of an initiative, step by step, with the document that decided it.';
create index life_initiative on initiatives.life (initiative_id, day);
create index life_unit on initiatives.life (unit_id);
create index life_person on initiatives.life (person_id);
create trigger life_is_append_only before update or delete or truncate on initiatives.life
  for each statement execute function access.refuse_change();

grant select on initiatives.kind, initiatives.form, initiatives.field to lantoa_app, lantoa_public;
grant select on initiatives.initiative, initiatives.life to lantoa_app, lantoa_public;
grant insert, update on initiatives.initiative to lantoa_app;
grant insert on initiatives.life to lantoa_app;

alter table initiatives.initiative enable row level security;
alter table initiatives.life enable row level security;
create policy initiative_is_read on initiatives.initiative for select to lantoa_app
  using (state <> 'proposed' or unit_id = any ((select access.units_for('initiative.read'))::uuid[]));
create policy initiative_is_published on initiatives.initiative for select to lantoa_public using (state <> 'proposed');
create policy initiative_is_proposed on initiatives.initiative for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('initiative.propose'))::uuid[]));
create policy initiative_is_changed on initiatives.initiative for update to lantoa_app
  using (unit_id = any ((select access.units_for('initiative.propose'))::uuid[])
      or unit_id = any ((select access.units_for('initiative.decide'))::uuid[]));
create policy life_is_read on initiatives.life for select to lantoa_app, lantoa_public
  using (exists (select from initiatives.initiative where initiative.id = life.initiative_id));
create policy life_is_written on initiatives.life for insert to lantoa_app
  with check (exists (select from initiatives.initiative where initiative.id = life.initiative_id
    and (initiative.unit_id = any ((select access.units_for('initiative.propose'))::uuid[])
      or initiative.unit_id = any ((select access.units_for('initiative.decide'))::uuid[]))));
