-- 0084_declared_figures.sql – figures that a unit declares: of a day or a longer span, with who counted and from which paper.

create schema declared;
grant usage on schema declared to lantoa_app, lantoa_public;

create table declared.figure (
  id          uuid primary key default uuidv7(),
  unit_id     uuid not null references org.unit,
  indicator   text collate "C" not null constraint declared_indicator_is_unknown references figures.indicator,
  since       date not null,
  day         date not null,
  parts       jsonb not null,
  counted_by  text not null,
  paper       text not null,
  note        text not null default '',
  besides     text not null default '',
  state       text not null default 'counted',
  version     integer not null default 1,
  written_by  uuid not null references access.person,
  written_at  timestamptz not null default now(),
  constraint declared_figure_ends_before_it_begins check (since <= day),
  constraint declared_figure_has_no_parts          check (jsonb_typeof(parts) = 'array' and jsonb_array_length(parts) between 1 and 20),
  constraint declared_figure_names_nobody          check (char_length(counted_by) between 2 and 200),
  constraint declared_figure_names_no_paper        check (char_length(paper) between 2 and 500),
  constraint declared_figure_words_are_too_long    check (char_length(note) <= 1000 and char_length(besides) <= 1000),
  constraint declared_figure_state_is_unknown      check (state in ('counted', 'withdrawn'))
);
comment on table declared.figure is
  'A figure that somebody declares for a unit, from since to day (one day where they are equal): who counted, from which paper. parts are its amounts by indicator: one, or all that a rate is worked out from. besides says why it counts beside what is there already. It becomes facts of kind `declared`.';
create index figure_unit on declared.figure (unit_id, id);
create index figure_indicator on declared.figure (indicator, unit_id);
create index figure_written_by on declared.figure (written_by);

create table declared.step (
  id         uuid primary key default uuidv7(),
  figure_id  uuid not null references declared.figure,
  event      text not null,
  was        jsonb not null,
  why        text not null,
  taken_by   uuid not null references access.person,
  taken_at   timestamptz not null default now(),
  constraint declared_step_is_unknown    check (event in ('corrected', 'withdrawn')),
  constraint declared_step_has_no_reason check (char_length(why) between 3 and 1000)
);
comment on table declared.step is 'A correction or withdrawal of a declared figure: what it was before, and why.';
create index step_figure on declared.step (figure_id, id);
create index step_taken_by on declared.step (taken_by);
create trigger step_is_never_changed before update or delete or truncate on declared.step
  for each statement execute function access.refuse_change();

grant select, insert, update (since, day, parts, counted_by, paper, note, besides, state, version, written_by, written_at)
  on declared.figure to lantoa_app;
grant select, insert on declared.step to lantoa_app;
grant select (id, unit_id, indicator, since, day, counted_by, paper, state) on declared.figure to lantoa_public;

alter table declared.figure enable row level security;
alter table declared.step enable row level security;
create policy figure_is_read on declared.figure for select to lantoa_app
  using (unit_id = any ((select access.units_for('figure.read'))::uuid[]));
create policy figure_is_declared on declared.figure for insert to lantoa_app
  with check (written_by = access.actor() and access.reaches((select access.held_for('figure.declare')), unit_id));
create policy figure_is_corrected on declared.figure for update to lantoa_app
  using (access.reaches((select access.held_for('figure.declare')), unit_id));
create policy step_is_read on declared.step for select to lantoa_app
  using (exists (select from declared.figure where figure.id = step.figure_id));
create policy step_is_taken on declared.step for insert to lantoa_app
  with check (taken_by = access.actor() and exists (select from declared.figure where figure.id = step.figure_id
    and access.reaches((select access.held_for('figure.declare')), figure.unit_id)));
-- Where a public figure comes from is public, but for people who need protection.
create policy figure_is_public on declared.figure for select to lantoa_public
  using (state = 'counted' and indicator <> all ((select figures.protected_indicators())::text[]));

alter table figures.fact drop constraint fact_source_is_unknown;
alter table figures.fact add constraint fact_source_is_unknown
  check (source_kind in ('activity', 'initiative', 'document', 'plan', 'task', 'session', 'pledge', 'import', 'declared'));
create policy fact_is_posted_as_declared on figures.fact for insert to lantoa_app
  with check (source_kind = 'declared' and access.reaches((select access.held_for('figure.declare')), unit_id));
create policy span_fact_is_posted_as_declared on figures.span_fact for insert to lantoa_app
  with check (source_kind = 'declared' and access.reaches((select access.held_for('figure.declare')), unit_id));

insert into ledger.bound (relation, left_out) values ('declared.figure', '{}'), ('declared.step', '{}');
select portal.watch('declared.figure');
