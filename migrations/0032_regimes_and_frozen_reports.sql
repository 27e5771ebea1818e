-- 0032_regimes_and_frozen_reports.sql – who reports what to whom and by when; reports that are frozen, approved, signed, issued.

-- ── Regimes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create table reports.regime (
  id             uuid primary key default uuidv7(),
  unit_id        uuid not null references org.unit,
  name           text not null,
  outline        text collate "C" not null,
  period_kind    text not null,
  reporters      jsonb not null,
  month_begins   smallint not null default 1,
  due_days       smallint not null,
  valid_from     date not null,
  valid_to       date,
  document_id    uuid references programme.document,
  source         text not null,
  seen           integer not null default 1,
  written_by     uuid references access.person,
  written_at     timestamptz not null default now(),
  constraint regime_name_is_too_long        check (char_length(name) between 3 and 200),
  constraint regime_source_is_too_long      check (char_length(source) between 3 and 1000),
  constraint regime_period_is_unknown       check (period_kind in ('month', 'quarter', 'half', 'nine_months', 'year')),
  constraint regime_reporters_are_malformed check (jsonb_typeof(reporters) = 'object'),
  constraint regime_cut_off_is_impossible   check (month_begins between 1 and 28),
  constraint regime_is_due_before_it_ends   check (due_days between 1 and 120),
  constraint regime_ends_before_it_begins   check (valid_to > valid_from)
);
comment on table reports.regime is
  'Who reports what to whom (chế độ báo cáo): the units of a rule report to unit_id by an outline, for each period; months begin on month_begins (15: NĐ 09/2019 Art. 12, the 15th of the month before to the 14th), reports are due so many days after the period.';
create index regime_unit on reports.regime (unit_id);
create index regime_document on reports.regime (document_id) where document_id is not null;
create index regime_written_by on reports.regime (written_by);
grant select, insert, update on reports.regime to lantoa_app;
alter table reports.regime enable row level security;
-- Whoever may read reports anywhere sees who has to report what.
create policy regime_is_read on reports.regime for select to lantoa_app
  using (cardinality((select access.units_for('report.read'))::uuid[]) > 0);
create policy regime_is_set on reports.regime for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('regime.manage'))::uuid[]));
create policy regime_is_changed on reports.regime for update to lantoa_app
  using (unit_id = any ((select access.units_for('regime.manage'))::uuid[]));

-- ── Frozen reports ───────────────────────────────────────────────────────────────────────────────────────────────────

create table reports.frozen (
  id          uuid primary key default uuidv7(),
  report_id   uuid not null references reports.report,
  version     integer not null,
  reason      text not null,
  content     jsonb not null,
  hash        bytea not null,
  code        text collate "C" not null,
  state       text not null default 'waiting',
  is_public   boolean not null default false,
  frozen_by   uuid references access.person,
  frozen_at   timestamptz not null default now(),
  issued_at   timestamptz,
  constraint frozen_version_is_taken      unique (report_id, version),
  constraint frozen_code_is_taken         unique (code),
  constraint frozen_code_is_malformed     check (code ~ '^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$'),
  constraint frozen_version_is_impossible check (version between 1 and 9999),
  constraint frozen_reason_is_unknown     check (reason in ('report', 'nil', 'amendment')),
  constraint frozen_content_is_malformed  check (jsonb_typeof(content) = 'object' and octet_length(hash) = 32),
  constraint frozen_state_is_unknown      check (state in ('waiting', 'approved', 'returned', 'issued', 'replaced', 'withdrawn')),
  constraint frozen_is_issued_without_day check ((state in ('issued', 'replaced', 'withdrawn')) = (issued_at is not null)),
  constraint frozen_is_public_unissued    check (not is_public or state in ('issued', 'replaced', 'withdrawn'))
);
comment on table reports.frozen is
  'A report as it was frozen: its text, its figures with their proof and where they open, and the SHA-256 of all that. The content is never changed; only its state goes on. An amendment is a version of its own. code is short, to be typed by anyone who checks a paper.';
create unique index frozen_waits_twice on reports.frozen (report_id) where state in ('waiting', 'approved');
create unique index frozen_is_in_force_twice on reports.frozen (report_id) where state = 'issued';
create index frozen_by on reports.frozen (frozen_by);
create trigger frozen_is_never_changed before delete or truncate
  or update of id, report_id, version, reason, content, hash, code, frozen_by, frozen_at
  on reports.frozen for each statement execute function access.refuse_change();
grant select, insert, update (state, is_public, issued_at) on reports.frozen to lantoa_app;
alter table reports.frozen enable row level security;
create policy frozen_is_read on reports.frozen for select to lantoa_app
  using (exists (select from reports.report where report.id = report_id));
create policy frozen_is_made on reports.frozen for insert to lantoa_app
  with check (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.compose'))::uuid[])));
create policy frozen_goes_on on reports.frozen for update to lantoa_app
  using (exists (select from reports.report where report.id = report_id and (
    report.unit_id = any ((select access.units_for('report.compose'))::uuid[])
    or report.unit_id = any ((select access.units_for('report.sign'))::uuid[]))));

create table reports.step (
  id         uuid primary key default uuidv7(),
  frozen_id  uuid not null references reports.frozen,
  kind       text not null,
  words      text not null default '',
  remarks    jsonb not null default '[]',
  person_id  uuid references access.person,
  unit_id    uuid references org.unit,
  at         timestamptz not null default now(),
  constraint step_kind_is_unknown     check (kind in ('frozen', 'approved', 'returned', 'signed', 'issued', 'withdrawn', 'published', 'unpublished')),
  constraint step_words_are_too_long  check (char_length(words) <= 2000),
  constraint step_needs_a_reason      check (kind not in ('returned', 'withdrawn') or char_length(words) >= 3),
  constraint step_remarks_are_malformed check (jsonb_typeof(remarks) = 'array')
);
comment on table reports.step is
  'What became of a frozen report: who did what when. remarks say what is to be mended: [{section, passage, words}]. Never changed.';
create index step_frozen on reports.step (frozen_id, id);
create index step_person on reports.step (person_id);
create index step_unit on reports.step (unit_id) where unit_id is not null;
create trigger step_is_never_changed before delete or truncate or update on reports.step
  for each statement execute function access.refuse_change();
grant select, insert on reports.step to lantoa_app;
alter table reports.step enable row level security;
create policy step_is_read on reports.step for select to lantoa_app
  using (exists (select from reports.frozen where frozen.id = frozen_id));
create policy step_is_taken on reports.step for insert to lantoa_app
  with check (exists (select from reports.frozen join reports.report on report.id = frozen.report_id where frozen.id = frozen_id and (
    report.unit_id = any ((select access.units_for('report.compose'))::uuid[])
    or report.unit_id = any ((select access.units_for('report.sign'))::uuid[]))));
