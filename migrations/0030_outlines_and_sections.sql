-- 0030_outlines_and_sections.sql – what a report is made of, as data; and its text, section by section, with every text that
-- was ever kept.

-- ── Outlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────

create table reports.outline (
  id          uuid primary key default uuidv7(),
  code        text collate "C" not null,
  version     integer not null default 1,
  unit_id     uuid references org.unit,
  name        text not null,
  periods     text[] not null,
  title       text not null default 'BÁO CÁO',
  subject     text not null,
  opening     text not null,
  sections    jsonb not null,
  since       date not null,
  source      text not null,
  state       text not null default 'draft',
  came_ready  boolean not null default false,
  seen        integer not null default 1,
  written_by  uuid references access.person,
  written_at  timestamptz not null default now(),
  constraint outline_version_is_taken        unique (code, version),
  constraint outline_code_is_malformed       check (code ~ '^[a-z][a-z0-9_]{1,59}$'),
  constraint outline_version_is_impossible   check (version between 1 and 9999),
  constraint outline_name_is_too_long        check (char_length(name) between 3 and 200),
  constraint outline_title_is_too_long       check (char_length(title) between 3 and 100),
  constraint outline_subject_is_too_long     check (char_length(subject) between 3 and 1000),
  constraint outline_opening_is_too_long     check (char_length(opening) <= 3000),
  constraint outline_source_is_too_long      check (char_length(source) between 3 and 1000),
  constraint outline_has_no_period           check (cardinality(periods) > 0
    and periods <@ array['month', 'quarter', 'half', 'nine_months', 'year', 'years']),
  constraint outline_sections_are_malformed  check (jsonb_typeof(sections) = 'array' and jsonb_array_length(sections) between 1 and 40),
  constraint outline_state_is_unknown        check (state in ('draft', 'issued', 'withdrawn'))
);
comment on table reports.outline is
  'What a report is made of (đề cương): its sections in order, with the text that each begins with. A report keeps the version that it was begun with. Without a unit it comes with the software or holds for everybody.';
create unique index outline_is_issued_twice on reports.outline (code) where state = 'issued';
create index outline_unit on reports.outline (unit_id) where unit_id is not null;
create index outline_written_by on reports.outline (written_by);
grant select, insert, update on reports.outline to lantoa_app;
grant select on reports.outline to lantoa_public;
alter table reports.outline enable row level security;
create policy outline_is_read on reports.outline for select to lantoa_app
  using (unit_id is null or state <> 'draft' or unit_id = any ((select access.units_for('outline.manage'))::uuid[]));
create policy outline_is_public on reports.outline for select to lantoa_public using (state <> 'draft');
create policy outline_is_written on reports.outline for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('outline.manage'))::uuid[]));
create policy outline_is_changed on reports.outline for update to lantoa_app
  using (unit_id = any ((select access.units_for('outline.manage'))::uuid[]));

-- ── Reports: of any outline and period ───────────────────────────────────────────────────────────────────────────────

alter table reports.report
  drop constraint report_outline_is_unknown,
  drop constraint report_period_is_malformed,
  add column outline_version integer not null default 1,
  add column state text not null default 'draft',
  add constraint report_state_is_unknown check (state in ('draft', 'frozen', 'issued', 'withdrawn')),
  add constraint report_period_is_malformed check (
    period ~ '^20[0-9]{2}(-(0[1-9]|1[0-2])|-Q[1-4])?$'
    or period ~ '^20[0-9]{2}-(0[1-9]|1[0-2])\.\.20[0-9]{2}-(0[1-9]|1[0-2])$'
    or period ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]\.\.20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]$');
-- Reports that were begun before outlines were data follow version 1 of those that come with the software; these are
-- loaded after this migration, so what is there already is not looked at.
alter table reports.report
  add constraint report_outline_is_unknown foreign key (outline, outline_version) references reports.outline (code, version) not valid;
create index report_outline on reports.report (outline, outline_version);

-- ── Their text ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table reports.section (
  report_id   uuid not null references reports.report on delete cascade,
  key         text collate "C" not null,
  text        text not null,
  seen        integer not null default 1,
  written_by  uuid references access.person,
  written_at  timestamptz not null default now(),
  primary key (report_id, key),
  constraint section_key_is_malformed  check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint section_text_is_too_long  check (char_length(text) <= 60000)
);
comment on table reports.section is
  'The text of a section as its author keeps it: a paragraph a line, with the places of live figures ({{figure waste_kg}}). A section without a row has the text of its outline. seen grows with each change.';
create index section_written_by on reports.section (written_by);
grant select, insert, update on reports.section to lantoa_app;
alter table reports.section enable row level security;
create policy section_is_read on reports.section for select to lantoa_app
  using (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.read'))::uuid[])));
create policy section_is_begun on reports.section for insert to lantoa_app
  with check (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.compose'))::uuid[])));
create policy section_is_changed on reports.section for update to lantoa_app
  using (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.compose'))::uuid[])));

create table reports.section_text (
  id          uuid primary key default uuidv7(),
  report_id   uuid not null references reports.report on delete cascade,
  key         text collate "C" not null,
  text        text not null,
  seen        integer not null,
  is_rival    boolean not null default false,
  written_by  uuid references access.person,
  written_at  timestamptz not null default now(),
  constraint section_text_is_malformed check (key ~ '^[a-z][a-z0-9_]{0,39}$' and char_length(text) <= 60000)
);
comment on table reports.section_text is
  'Every text of a section that was ever sent, never changed. A rival was written over something its author had not seen: it is kept beside, and nothing is lost.';
create index section_text_of on reports.section_text (report_id, key, id desc);
create index section_text_written_by on reports.section_text (written_by);
create trigger section_text_is_never_changed before update or truncate on reports.section_text
  for each statement execute function access.refuse_change();
grant select, insert on reports.section_text to lantoa_app;
alter table reports.section_text enable row level security;
create policy section_text_is_read on reports.section_text for select to lantoa_app
  using (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.read'))::uuid[])));
create policy section_text_is_kept on reports.section_text for insert to lantoa_app
  with check (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.compose'))::uuid[])));

-- What was written in the three sections of before; what the system said of gaps stood above the words.
insert into reports.section (report_id, key, text, seen, written_by, written_at)
  select report.id, word.key, case when word.key = 'shortcomings' then E'{{gaps}}\n' else '' end || word.value, 1, report.written_by, report.written_at
    from reports.report, jsonb_each_text(report.words) as word where word.value <> '';
insert into reports.section_text (report_id, key, text, seen, written_by, written_at)
  select report_id, key, text, seen, written_by, written_at from reports.section;

-- What is given to other servers tells its text by a hash; each change of a section changes its report's seen.
create or replace view federation.own_report as
  select this_server.id as server, report.id, report.unit_id, report.outline, report.period, report.number, report.issued_on,
         encode(sha256(convert_to(jsonb_build_object('outline', report.outline, 'period', report.period, 'number', report.number,
           'issued_on', report.issued_on, 'words', (select jsonb_object_agg(section.key, section.text) from reports.section where section.report_id = report.id))::text, 'UTF8')), 'hex') as content_sha256
    from reports.report, federation.this_server
   where this_server.published_at is not null and report.number is not null
     and report.issued_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date;
alter table reports.report drop constraint report_words_are_malformed, drop column words,
  add constraint report_signer_is_malformed check (jsonb_typeof(signer) = 'object');
