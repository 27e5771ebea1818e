-- 0088_directives_of_the_programme.sql – the directives that the programme follows are data: reviews and reports take their days from them.

create table parameters.directive (
  code         text collate "C" primary key,
  kind         text not null,
  symbol       text not null,
  issued_on    date not null,
  issuer       text not null,
  title        text not null,
  continues    text collate "C",
  replaced_on  date,
  source       text not null,
  changed_at   timestamptz not null default now(),
  changed_by   uuid references access.person,
  constraint directive_code_is_malformed     check (code ~ '^[a-z][a-z0-9_]{2,59}$'),
  constraint directive_kind_is_too_long      check (char_length(kind) between 2 and 60),
  constraint directive_symbol_is_too_long    check (char_length(symbol) between 2 and 60),
  constraint directive_is_there_already      unique (symbol, issued_on),
  constraint directive_issuer_is_too_long    check (char_length(issuer) between 2 and 200),
  constraint directive_title_is_too_long     check (char_length(title) between 3 and 500),
  constraint directive_has_no_source         check (char_length(source) between 1 and 300),
  constraint directive_day_is_out_of_range   check (issued_on between '1900-01-01' and '2999-12-31'),
  constraint directive_ends_before_it_begins check (replaced_on > issued_on),
  constraint directive_continues_itself      check (continues <> code),
  constraint directive_continues_nothing     foreign key (continues) references parameters.directive
);
comment on table parameters.directive is
  'A directive or conclusion that the programme follows, from issued_on until another takes its place on replaced_on. continues: one that it carries on without taking its place.';
create index directive_continues on parameters.directive (continues) where continues is not null;
create index directive_changed_by on parameters.directive (changed_by);

alter table parameters.directive enable row level security;
grant select, insert, update on parameters.directive to lantoa_app;
grant select (code, kind, symbol, issued_on, issuer, title, continues, replaced_on, source) on parameters.directive to lantoa_public;
create policy directive_is_public on parameters.directive for select to lantoa_app, lantoa_public using (true);
create policy directive_is_added on parameters.directive for insert to lantoa_app
  with check (changed_by = access.actor() and (select access.at_top('parameter.manage')));
create policy directive_is_changed on parameters.directive for update to lantoa_app
  using ((select access.at_top('parameter.manage')))
  with check (changed_by = access.actor() and (select access.at_top('parameter.manage')));

-- Public pages offer the same periods: they ask on which day a year of the programme begins.
grant select (code, value, valid_from, valid_to) on parameters.parameter to lantoa_public;
create policy parameter_is_published on parameters.parameter for select to lantoa_public using (true);

insert into ledger.bound (relation, left_out) values ('parameters.directive', '{}');

-- ── Outlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────

alter table reports.outline alter column since drop not null;
comment on column reports.outline.since is 'The first day on which one reports by it; empty where one reports on any day.';
