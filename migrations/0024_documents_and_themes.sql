-- 0024_documents_and_themes.sql – what was directed: documents that came and went, what carries out what, and the themes.
create schema programme;
grant usage on schema programme to lantoa_app, lantoa_public;

-- What is promised, studied and pledged is counted too.
alter table figures.fact drop constraint fact_source_is_unknown;
alter table figures.fact add constraint fact_source_is_unknown
  check (source_kind in ('activity', 'initiative', 'document', 'plan', 'task', 'session', 'pledge'));
alter table evidence.attachment drop constraint attachment_source_is_unknown;
alter table evidence.attachment add constraint attachment_source_is_unknown
  check (source_kind in ('activity', 'finding', 'task', 'session', 'pledge'));

create function access.above_for(action_wanted text) returns uuid[]
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  with held as (
    select access.roots(access.actor(), array(select role from access.permission where action = action_wanted)) as unit_id
  ), answering as (
    select unit_id from held union select org.predecessors(unit_id) from held
  )
  , above as (
    select distinct beneath.ancestor_id as unit_id from answering join org.beneath on beneath.unit_id = answering.unit_id
  )
  -- The Party committee and the authority of an area are organisations in it, and speak for the whole of it.
  select array(
    select unit_id from above
    union
    select unit.id from above join org.placement on placement.tree = 'area' and placement.parent_id = above.unit_id
      join org.unit on unit.id = placement.unit_id and unit.line in ('party', 'government')
      join org.kind on kind.code = unit.kind and not kind.is_area)
$$;
comment on function access.above_for is
  'The units above those in which the person of this transaction may do an action, themselves and the committees and authorities of the areas above included, at any time: whose directives reach them.';
revoke all on function access.above_for from public;
grant execute on function access.above_for to lantoa_app;

-- ── Numbers: of a term or of a year ──────────────────────────────────────────────────────────────────────────────────

create table programme.issuing (
  unit_id    uuid primary key references org.unit,
  system     text not null,
  symbol     text not null,
  numbering  text not null,
  set_by     uuid references access.person,
  set_at     timestamptz not null default now(),
  constraint issuing_system_is_unknown    check (system in ('party', 'state', 'organisation')),
  constraint issuing_numbering_is_unknown check (numbering in ('term', 'year')),
  constraint issuing_symbol_is_malformed  check (symbol ~ '^[[:alpha:]][[:alnum:]-]{0,19}$')
);
comment on table programme.issuing is
  'How a unit numbers what it issues: whose layout it follows, its symbol (ĐU, HU, UBND), and whether numbers run through a term or begin anew each year.';
create index issuing_set_by on programme.issuing (set_by);

create table programme.term (
  id          uuid primary key default uuidv7(),
  unit_id     uuid not null references org.unit,
  name        text not null,
  closed_on   date not null,
  set_by      uuid references access.person,
  set_at      timestamptz not null default now(),
  constraint term_is_there_already unique (unit_id, closed_on),
  constraint term_name_is_too_long check (char_length(name) between 2 and 120)
);
comment on table programme.term is
  'A term of a unit. It begins on the day after its congress closed (closed_on) and lasts until the next congress has closed.';
create index term_set_by on programme.term (set_by);

create function programme.series_of(unit uuid, day date) returns text
  language sql stable security definer set search_path = programme, pg_catalog as $$
  select case
           when coalesce((select numbering from issuing where unit_id = unit), 'year') = 'year' then 'year:' || extract(year from day)
           else 'term:' || coalesce((select id::text from term where unit_id = unit and closed_on < day order by closed_on desc limit 1), 'none')
         end
$$;
comment on function programme.series_of is 'In which run of numbers a document of a unit stands: its term or its year.';

create table programme.document (
  id              uuid primary key default uuidv7(),
  unit_id         uuid not null references org.unit,
  direction       text not null,
  type            text not null,
  number          integer,
  series          text not null default '',
  symbol          text not null,
  issued_on       date not null,
  received_on     date,
  issuer          text not null,
  issuer_unit_id  uuid references org.unit,
  subject         text not null,
  valid_from      date,
  valid_to        date,
  replaced_by     uuid references programme.document,
  file_text       text not null default '',
  version         integer not null default 1,
  registered_by   uuid references access.person,
  registered_at   timestamptz not null default now(),
  withdrawn_at    timestamptz,
  withdrawn_by    uuid references access.person,
  withdrawn_why   text,
  search          text not null generated always as (org.plain(symbol || ' ' || issuer || ' ' || subject)) stored,
  -- Letters and digits only: what stands between them ("05-CT/TW") would be taken for a path or a minus sign.
  words           tsvector not null generated always as (
    setweight(to_tsvector('simple', regexp_replace(org.plain(symbol), '[^a-z0-9]+', ' ', 'g')), 'A')
    || setweight(to_tsvector('simple', regexp_replace(org.plain(subject), '[^a-z0-9]+', ' ', 'g')), 'B')
    || setweight(to_tsvector('simple', regexp_replace(org.plain(issuer), '[^a-z0-9]+', ' ', 'g')), 'C')
    || setweight(to_tsvector('simple', regexp_replace(org.plain(file_text), '[^a-z0-9]+', ' ', 'g')), 'D')) stored,
  constraint document_direction_is_unknown     check (direction in ('issued', 'received')),
  constraint document_type_is_malformed        check (type ~ '^[a-z][a-z_]{1,39}$'),
  constraint document_number_is_out_of_range   check (number between 1 and 99999),
  constraint document_symbol_is_too_long       check (char_length(symbol) between 1 and 60),
  constraint document_issuer_is_too_long       check (char_length(issuer) between 1 and 200),
  constraint document_subject_is_too_long      check (char_length(subject) between 3 and 1000),
  constraint document_came_before_it_was_issued check (received_on >= issued_on),
  constraint document_received_has_no_day      check ((direction = 'received') = (received_on is not null)),
  constraint document_issued_by_somebody_else  check (direction = 'received' or issuer_unit_id = unit_id),
  constraint document_ends_before_it_begins    check (valid_to > valid_from),
  constraint document_replaces_itself          check (replaced_by <> id),
  constraint document_text_is_too_long         check (char_length(file_text) <= 400000),
  constraint document_withdrawal_has_no_reason check ((withdrawn_at is null) = (withdrawn_why is null)
                                                  and char_length(withdrawn_why) between 3 and 500)
);
comment on table programme.document is
  'A document in the registry of a unit: one that it issued, or one that it received. Those beneath may read it, since it directs them. Never deleted: withdrawn with a reason.';
comment on column programme.document.valid_to is 'The first day on which it no longer holds.';
comment on column programme.document.series is 'The run of numbers in which it stands: kept by the database from unit and day (programme.series_of).';
create unique index document_number_is_taken on programme.document (unit_id, type, series, number)
  where direction = 'issued' and number is not null and withdrawn_at is null;
create unique index document_was_received_already on programme.document (unit_id, org.plain(symbol), issued_on, org.plain(issuer))
  where direction = 'received' and withdrawn_at is null;
create index document_unit on programme.document (unit_id, direction, issued_on desc, id desc);
create index document_newest on programme.document (issued_on desc, id desc);
create index document_issuer_unit on programme.document (issuer_unit_id);
create index document_replaced_by on programme.document (replaced_by);
create index document_registered_by on programme.document (registered_by);
create index document_withdrawn_by on programme.document (withdrawn_by);
create index document_search on programme.document using gin (search gin_trgm_ops);
create index document_words on programme.document using gin (words);

create function programme.file_document() returns trigger language plpgsql as $$
begin
  new.series := case when new.direction = 'issued' then programme.series_of(new.unit_id, new.issued_on) else '' end;
  return new;
end
$$;
create trigger document_is_filed before insert or update of unit_id, direction, issued_on on programme.document
  for each row execute function programme.file_document();

create table programme.reserved_number (
  id           uuid primary key default uuidv7(),
  unit_id      uuid not null references org.unit,
  type         text not null,
  day          date not null,
  series       text not null,
  number       integer not null,
  note         text not null,
  reserved_by  uuid references access.person,
  reserved_at  timestamptz not null default now(),
  released_at  timestamptz,
  constraint reserved_number_type_is_malformed   check (type ~ '^[a-z][a-z_]{1,39}$'),
  constraint reserved_number_is_out_of_range     check (number between 1 and 99999),
  constraint reserved_number_note_is_too_long    check (char_length(note) between 2 and 200)
);
comment on table programme.reserved_number is
  'A number that is kept for a document to come, until it is registered or somebody gives it back.';
create unique index number_is_reserved_already on programme.reserved_number (unit_id, type, series, number) where released_at is null;
create index reserved_number_reserved_by on programme.reserved_number (reserved_by);

-- Terms that are set later, or put right, bring the documents into the right run; a number that is then there twice is said.
create function programme.file_again() returns trigger
  language plpgsql security definer set search_path = programme, pg_catalog as $$
begin
  update document set series = series_of(unit_id, issued_on)
   where unit_id = new.unit_id and direction = 'issued' and series <> series_of(unit_id, issued_on);
  update reserved_number set series = series_of(unit_id, day)
   where unit_id = new.unit_id and released_at is null and series <> series_of(unit_id, day);
  return null;
end
$$;
create trigger term_files_documents_again after insert or update on programme.term
  for each row execute function programme.file_again();
create trigger issuing_files_documents_again after insert or update on programme.issuing
  for each row execute function programme.file_again();

create table programme.document_file (
  id           uuid primary key default uuidv7(),
  document_id  uuid not null references programme.document,
  sha256       text not null references evidence.file,
  name         text not null,
  text         text not null default '',
  reading      text not null,
  position     integer not null default 0,
  added_by     uuid references access.person,
  added_at     timestamptz not null default now(),
  removed_at   timestamptz,
  removed_by   uuid references access.person,
  constraint document_file_reading_is_unknown  check (reading in ('read', 'nothing', 'unreadable')),
  constraint document_file_name_is_too_long    check (char_length(name) <= 200),
  constraint document_file_text_is_too_long    check (char_length(text) <= 400000)
);
comment on table programme.document_file is
  'A file of a document, by its hash, with the text that was found in it. reading: read, nothing (there is no text in it: a scan), unreadable (locked or broken).';
create unique index document_file_is_there_already on programme.document_file (document_id, sha256) where removed_at is null;
create index document_file_sha256 on programme.document_file (sha256);
create index document_file_added_by on programme.document_file (added_by);
create index document_file_removed_by on programme.document_file (removed_by);

create table programme.change (
  id          uuid primary key default uuidv7(),
  subject     text not null,
  subject_id  uuid not null,
  unit_id     uuid not null references org.unit,
  event       text not null,
  why         text not null default '',
  before      jsonb not null default '{}',
  changed_by  uuid references access.person,
  changed_at  timestamptz not null default now(),
  constraint change_subject_is_unknown check (subject in ('document', 'theme')),
  constraint change_event_is_malformed check (event ~ '^[a-z][a-z_]{2,39}$'),
  constraint change_why_is_too_long    check (char_length(why) <= 500)
);
comment on table programme.change is 'What became of a document or a theme after it was entered, with what stood there before. Only added to.';
create index change_subject on programme.change (subject, subject_id, changed_at);
create index change_unit on programme.change (unit_id);
create index change_changed_by on programme.change (changed_by);
create trigger change_is_append_only before update or delete or truncate on programme.change
  for each statement execute function access.refuse_change();

create table programme.carries_out (
  document_id  uuid not null references programme.document,
  above_id     uuid not null references programme.document,
  clause       text not null default '',
  primary key (document_id, above_id),
  constraint carries_out_itself             check (document_id <> above_id),
  constraint carries_out_clause_is_too_long check (char_length(clause) <= 200)
);
comment on table programme.carries_out is 'Which document carries out which, and the article or clause of it.';
create index carries_out_above on programme.carries_out (above_id);

-- Two officers who link at once could close a circle that neither sees: one waits for the other.
create function programme.refuse_circle() returns trigger
  language plpgsql security definer set search_path = programme, pg_catalog as $$
declare
  circle boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('programme.carries_out', 0));
  with recursive above as (
    select new.above_id as id
    union
    select carries_out.above_id from above join carries_out on carries_out.document_id = above.id
  )
  select exists (select from above where id = new.document_id) into circle;
  if circle then
    raise exception using errcode = '23514', constraint = 'documents_carry_out_in_a_circle',
      message = 'a document would carry out itself';
  end if;
  return new;
end
$$;
create trigger carries_out_is_no_circle before insert or update on programme.carries_out
  for each row execute function programme.refuse_circle();

create function programme.refuse_replacing_circle() returns trigger
  language plpgsql security definer set search_path = programme, pg_catalog as $$
declare
  circle boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('programme.replaced_by', 0));
  with recursive later as (
    select new.replaced_by as id
    union
    select document.replaced_by from later join document on document.id = later.id where document.replaced_by is not null
  )
  select exists (select from later where id = new.id) into circle;
  if circle then
    raise exception using errcode = '23514', constraint = 'documents_replace_in_a_circle',
      message = 'a document would be replaced by itself';
  end if;
  return new;
end
$$;
create trigger document_is_replaced_by_a_later_one before update of replaced_by on programme.document
  for each row when (new.replaced_by is not null) execute function programme.refuse_replacing_circle();

create table programme.theme (
  id           uuid primary key references figures.theme,
  unit_id      uuid not null references org.unit,
  span         text not null,
  from_year    integer not null,
  to_year      integer not null,
  begins_on    date not null default '-infinity',
  ends_on      date not null default 'infinity',
  title        text not null,
  short_title  text not null,
  document_id  uuid references programme.document,
  worded_by    uuid references access.person,
  worded_at    timestamptz not null default now(),
  constraint theme_span_is_unknown           check (span in ('term', 'year')),
  constraint theme_years_are_out_of_range    check (from_year between 2006 and 2100 and to_year between from_year and 2100),
  constraint theme_of_a_year_has_one_year    check (span = 'term' or from_year = to_year),
  constraint theme_is_outside_its_years      check (begins_on >= make_date(from_year, 1, 1) and ends_on <= make_date(to_year + 1, 1, 1)),
  constraint theme_is_over_before_it_began   check (ends_on > begins_on),
  -- A fact has one theme: two of the same issuer and span on one day would make it a matter of choice which.
  constraint theme_overlaps_another          exclude using gist (unit_id with =, span with =, daterange(begins_on, ends_on) with &&),
  constraint theme_title_is_too_long         check (char_length(title) between 3 and 500),
  constraint theme_short_title_is_too_long   check (char_length(short_title) between 2 and 120)
);
comment on table programme.theme is
  'A theme (chuyên đề) as its issuer words it, for a term or a year. Its figures are kept under the same id in figures.theme.';
create index theme_unit on programme.theme (unit_id, from_year desc);
create index theme_document on programme.theme (document_id);
create index theme_worded_by on programme.theme (worded_by);
comment on column programme.theme.ends_on is 'The first day on which it is no longer the theme.';

create function programme.give_theme_its_days() returns trigger language plpgsql as $$
begin
  if new.begins_on = '-infinity' then new.begins_on := make_date(new.from_year, 1, 1); end if;
  if new.ends_on = 'infinity' then new.ends_on := make_date(new.to_year + 1, 1, 1); end if;
  return new;
end
$$;
create trigger theme_has_its_days before insert on programme.theme
  for each row execute function programme.give_theme_its_days();

create table programme.theme_material (
  id          uuid primary key default uuidv7(),
  theme_id    uuid not null references programme.theme,
  title       text not null,
  address     text,
  sha256      text references evidence.file,
  added_by    uuid references access.person,
  added_at    timestamptz not null default now(),
  removed_at  timestamptz,
  removed_by  uuid references access.person,
  constraint theme_material_title_is_too_long  check (char_length(title) between 2 and 200),
  constraint theme_material_is_nothing         check ((address is null) <> (sha256 is null)),
  constraint theme_material_address_is_no_link check (address ~ '^https?://[^[:space:]]+$' and char_length(address) <= 500)
);
comment on table programme.theme_material is 'What people study for a theme: a file, or a link.';
create index theme_material_theme on programme.theme_material (theme_id);
create index theme_material_sha256 on programme.theme_material (sha256);
create index theme_material_added_by on programme.theme_material (added_by);
create index theme_material_removed_by on programme.theme_material (removed_by);

create table programme.document_theme (
  document_id  uuid not null references programme.document,
  theme_id     uuid not null references programme.theme,
  primary key (document_id, theme_id)
);
comment on table programme.document_theme is 'Which themes a document serves.';
create index document_theme_theme on programme.document_theme (theme_id);

create table programme.import (
  id         uuid primary key default uuidv7(),
  made_by    uuid not null references access.person,
  made_at    timestamptz not null default now(),
  unit_id    uuid not null references org.unit,
  direction  text not null,
  file_name  text not null,
  file_hash  text not null,
  rows       jsonb not null,
  notices    jsonb not null,
  constraint document_import_direction_is_unknown  check (direction in ('issued', 'received')),
  constraint document_import_file_name_is_too_long check (char_length(file_name) <= 200)
);
comment on table programme.import is
  'A register of documents that somebody has previewed and not yet confirmed. Kept for an hour, seen by its maker alone, gone when it is written.';
create index import_made_by on programme.import (made_by);
create index import_unit on programme.import (unit_id);

create table initiatives.served_theme (
  id             uuid primary key default uuidv7(),
  initiative_id  uuid not null references initiatives.initiative,
  theme_id       uuid not null references programme.theme,
  linked_by      uuid references access.person,
  linked_at      timestamptz not null default now(),
  unlinked_by    uuid references access.person,
  unlinked_at    timestamptz
);
comment on table initiatives.served_theme is 'Which themes an initiative serves, and served.';
create unique index initiative_serves_theme_already on initiatives.served_theme (initiative_id, theme_id) where unlinked_at is null;
create index served_theme_theme on initiatives.served_theme (theme_id);
create index served_theme_initiative on initiatives.served_theme (initiative_id);
create index served_theme_linked_by on initiatives.served_theme (linked_by);
create index served_theme_unlinked_by on initiatives.served_theme (unlinked_by);

alter table programme.document enable row level security;
alter table programme.carries_out enable row level security;
alter table programme.theme enable row level security;
grant select, insert, update on programme.document, programme.theme to lantoa_app;
grant select, insert, delete on programme.carries_out to lantoa_app;
create policy document_is_read on programme.document for select to lantoa_app
  using (unit_id = any ((select access.units_for('document.read'))::uuid[])
      or unit_id = any ((select access.above_for('document.read'))::uuid[]));
create policy document_is_registered on programme.document for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('document.register'))::uuid[]));
create policy document_is_changed on programme.document for update to lantoa_app
  using (unit_id = any ((select access.units_for('document.register'))::uuid[]));
create policy carries_out_is_read on programme.carries_out for select to lantoa_app
  using (exists (select from programme.document where document.id = carries_out.document_id));
create policy carries_out_is_said on programme.carries_out for insert to lantoa_app
  with check (exists (select from programme.document where document.id = carries_out.document_id
    and document.unit_id = any ((select access.units_for('document.register'))::uuid[]))
    and exists (select from programme.document where document.id = carries_out.above_id));
create policy carries_out_is_taken_back on programme.carries_out for delete to lantoa_app
  using (exists (select from programme.document where document.id = carries_out.document_id
    and document.unit_id = any ((select access.units_for('document.register'))::uuid[])));
create policy theme_is_read on programme.theme for select to lantoa_app
  using (unit_id = any ((select access.units_for('theme.read'))::uuid[])
      or unit_id = any ((select access.above_for('theme.read'))::uuid[]));
create policy theme_is_worded on programme.theme for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('theme.manage'))::uuid[]));
create policy theme_is_reworded on programme.theme for update to lantoa_app
  using (unit_id = any ((select access.units_for('theme.manage'))::uuid[]));

-- For which theme something counts depends on what it serves, never on who records it: ids and days only, no wording.
create function initiatives.themes_served(initiative uuid) returns uuid[]
  language sql stable security definer set search_path = initiatives, pg_catalog as $$
  select array(select theme_id from served_theme where initiative_id = initiative and unlinked_at is null)
$$;
create function programme.themes_near(unit uuid, themes uuid[])
  returns table (id uuid, span text, begins_on date, ends_on date, distance integer)
  language sql stable security definer set search_path = programme, org, pg_catalog as $$
  select theme.id, theme.span, theme.begins_on, theme.ends_on,
         coalesce((
           -- The committee or authority of an area stands a step behind the area itself.
           select min(beneath.distance + case when beneath.ancestor_id = theme.unit_id then 0 else 1 end)
             from org.beneath
            where beneath.unit_id = unit
              and (beneath.ancestor_id = theme.unit_id
                   or beneath.ancestor_id in (select parent_id from org.placement where placement.unit_id = theme.unit_id and tree = 'area'))
         ), 99)
    from programme.theme where theme.id = any (themes)
$$;
comment on function programme.themes_near is 'Some themes with how near the issuer of each stands to a unit: 0 is the unit itself.';
revoke all on function initiatives.themes_served, programme.themes_near, programme.series_of from public;
grant execute on function initiatives.themes_served, programme.themes_near, programme.series_of to lantoa_app;

alter table programme.issuing enable row level security;
alter table programme.term enable row level security;
alter table programme.reserved_number enable row level security;
alter table programme.document_file enable row level security;
alter table programme.document_theme enable row level security;
alter table programme.theme_material enable row level security;
alter table programme.change enable row level security;
alter table programme.import enable row level security;
alter table initiatives.served_theme enable row level security;
grant select, insert, update on programme.issuing, programme.term, programme.reserved_number, programme.document_file,
  programme.theme_material, initiatives.served_theme to lantoa_app;
grant select, insert, delete on programme.document_theme, programme.import to lantoa_app;
grant select, insert on programme.change to lantoa_app;

create policy issuing_is_read on programme.issuing for select to lantoa_app
  using (unit_id = any ((select access.units_for('document.read'))::uuid[]));
create policy issuing_is_set on programme.issuing for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('document.number'))::uuid[]));
create policy issuing_is_changed on programme.issuing for update to lantoa_app
  using (unit_id = any ((select access.units_for('document.number'))::uuid[]));
create policy term_is_read on programme.term for select to lantoa_app
  using (unit_id = any ((select access.units_for('document.read'))::uuid[]));
create policy term_is_set on programme.term for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('document.number'))::uuid[]));
create policy term_is_changed on programme.term for update to lantoa_app
  using (unit_id = any ((select access.units_for('document.number'))::uuid[]));
create policy reserved_number_is_read on programme.reserved_number for select to lantoa_app
  using (unit_id = any ((select access.units_for('document.read'))::uuid[]));
create policy reserved_number_is_kept on programme.reserved_number for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('document.register'))::uuid[]));
create policy reserved_number_is_given_back on programme.reserved_number for update to lantoa_app
  using (unit_id = any ((select access.units_for('document.register'))::uuid[]));

create policy document_file_is_read on programme.document_file for select to lantoa_app
  using (exists (select from programme.document where document.id = document_file.document_id));
create policy document_file_is_added on programme.document_file for insert to lantoa_app
  with check (exists (select from programme.document where document.id = document_file.document_id
    and document.unit_id = any ((select access.units_for('document.register'))::uuid[])));
create policy document_file_is_removed on programme.document_file for update to lantoa_app
  using (exists (select from programme.document where document.id = document_file.document_id
    and document.unit_id = any ((select access.units_for('document.register'))::uuid[])));
create policy document_theme_is_read on programme.document_theme for select to lantoa_app
  using (exists (select from programme.document where document.id = document_theme.document_id));
create policy document_theme_is_said on programme.document_theme for insert to lantoa_app
  with check (exists (select from programme.document where document.id = document_theme.document_id
    and document.unit_id = any ((select access.units_for('document.register'))::uuid[]))
    and exists (select from programme.theme where theme.id = document_theme.theme_id));
create policy document_theme_is_taken_back on programme.document_theme for delete to lantoa_app
  using (exists (select from programme.document where document.id = document_theme.document_id
    and document.unit_id = any ((select access.units_for('document.register'))::uuid[])));

create policy theme_material_is_read on programme.theme_material for select to lantoa_app
  using (exists (select from programme.theme where theme.id = theme_material.theme_id));
create policy theme_material_is_added on programme.theme_material for insert to lantoa_app
  with check (exists (select from programme.theme where theme.id = theme_material.theme_id
    and theme.unit_id = any ((select access.units_for('theme.manage'))::uuid[])));
create policy theme_material_is_removed on programme.theme_material for update to lantoa_app
  using (exists (select from programme.theme where theme.id = theme_material.theme_id
    and theme.unit_id = any ((select access.units_for('theme.manage'))::uuid[])));

create policy change_is_read on programme.change for select to lantoa_app
  using (unit_id = any ((select access.units_for('document.read'))::uuid[]));
create policy change_is_written on programme.change for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('document.register'))::uuid[])
           or unit_id = any ((select access.units_for('theme.manage'))::uuid[]));

create policy import_is_own on programme.import to lantoa_app
  using (made_by = access.actor())
  with check (made_by = access.actor() and unit_id = any ((select access.units_for('document.register'))::uuid[]));
create policy import_is_cleared on programme.import for delete to lantoa_app using (made_at < now() - interval '1 hour');

create policy served_theme_is_read on initiatives.served_theme for select to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = served_theme.initiative_id)
     and exists (select from programme.theme where theme.id = served_theme.theme_id));
create policy served_theme_is_linked on initiatives.served_theme for insert to lantoa_app
  with check (exists (select from initiatives.initiative where initiative.id = served_theme.initiative_id
    and initiative.unit_id = any ((select access.units_for('initiative.propose'))::uuid[]))
    and exists (select from programme.theme where theme.id = served_theme.theme_id));
create policy served_theme_is_unlinked on initiatives.served_theme for update to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = served_theme.initiative_id
    and initiative.unit_id = any ((select access.units_for('initiative.propose'))::uuid[])));

-- The name of a theme stands beside its figures; whoever words the theme words the name.
alter table figures.theme enable row level security;
grant insert, update on figures.theme to lantoa_app;
create policy theme_name_is_read on figures.theme for select to lantoa_app, lantoa_public using (true);
create policy theme_name_is_given on figures.theme for insert to lantoa_app
  with check (cardinality((select access.units_for('theme.manage'))::uuid[]) > 0);
create policy theme_name_is_changed on figures.theme for update to lantoa_app
  using (exists (select from programme.theme where theme.id = figures.theme.id
    and theme.unit_id = any ((select access.units_for('theme.manage'))::uuid[])));

create policy fact_is_posted_for_documents on figures.fact for insert to lantoa_app
  with check (source_kind = 'document' and unit_id = any ((select access.units_for('document.register'))::uuid[]));
create policy fact_is_posted_for_themes on figures.fact for insert to lantoa_app
  with check (source_kind = 'activity' and unit_id = any ((select access.units_for('initiative.propose'))::uuid[]));

-- Files of documents and of study are read by those who may read what they belong to.
create policy file_is_read_with_documents on evidence.file for select to lantoa_app
  using (exists (select from programme.document_file where document_file.sha256 = file.sha256 and document_file.removed_at is null)
      or exists (select from programme.theme_material where theme_material.sha256 = file.sha256 and theme_material.removed_at is null));
create policy file_is_added_with_documents on evidence.file for insert to lantoa_app
  with check (cardinality((select access.units_for('document.register'))::uuid[]) > 0
           or cardinality((select access.units_for('theme.manage'))::uuid[]) > 0);
