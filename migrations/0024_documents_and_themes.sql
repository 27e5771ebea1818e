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
  select array(select distinct beneath.ancestor_id from answering join org.beneath on beneath.unit_id = answering.unit_id)
$$;
comment on function access.above_for is
  'The units above those in which the person of this transaction may do an action, themselves included, at any time: whose directives reach them.';
revoke all on function access.above_for from public;
grant execute on function access.above_for to lantoa_app;

create table programme.document (
  id              uuid primary key default uuidv7(),
  unit_id         uuid not null references org.unit,
  direction       text not null,
  type            text not null,
  number          integer,
  symbol          text not null,
  issued_on       date not null,
  received_on     date,
  issuer          text not null,
  issuer_unit_id  uuid references org.unit,
  subject         text not null,
  valid_from      date,
  valid_to        date,
  replaced_by     uuid references programme.document,
  registered_by   uuid references access.person,
  registered_at   timestamptz not null default now(),
  search          text not null generated always as (org.plain(symbol || ' ' || issuer || ' ' || subject)) stored,
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
  constraint document_replaces_itself          check (replaced_by <> id)
);
comment on table programme.document is
  'A document in the registry of a unit: one that it issued, or one that it received. Those beneath may read it, since it directs them.';
create index document_unit on programme.document (unit_id, direction, issued_on desc, id desc);
create index document_issuer_unit on programme.document (issuer_unit_id);
create index document_replaced_by on programme.document (replaced_by);
create index document_registered_by on programme.document (registered_by);
create index document_search on programme.document using gin (search gin_trgm_ops);

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

create table programme.theme (
  id           uuid primary key references figures.theme,
  unit_id      uuid not null references org.unit,
  span         text not null,
  from_year    integer not null,
  to_year      integer not null,
  title        text not null,
  short_title  text not null,
  document_id  uuid references programme.document,
  worded_by    uuid references access.person,
  worded_at    timestamptz not null default now(),
  constraint theme_span_is_unknown           check (span in ('term', 'year')),
  constraint theme_years_are_out_of_range    check (from_year between 2006 and 2100 and to_year between from_year and 2100),
  constraint theme_of_a_year_has_one_year    check (span = 'term' or from_year = to_year),
  constraint theme_title_is_too_long         check (char_length(title) between 3 and 500),
  constraint theme_short_title_is_too_long   check (char_length(short_title) between 2 and 120)
);
comment on table programme.theme is
  'A theme (chuyên đề) as its issuer words it, for a term or a year. Its figures are kept under the same id in figures.theme.';
create index theme_unit on programme.theme (unit_id, from_year desc);
create index theme_document on programme.theme (document_id);
create index theme_worded_by on programme.theme (worded_by);

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
    and document.unit_id = any ((select access.units_for('document.register'))::uuid[])));
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
