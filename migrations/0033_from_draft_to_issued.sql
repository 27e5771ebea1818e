-- 0033_from_draft_to_issued.sql – the life of a report from draft to issued: who approves, what was signed, what was printed.

-- ── How a unit approves ──────────────────────────────────────────────────────────────────────────────────────────────

create table reports.approval (
  unit_id       uuid primary key references org.unit,
  levels        text[] not null default '{}',
  signers       smallint not null default 1,
  may_be_alone  boolean not null default false,
  set_by        uuid references access.person,
  set_at        timestamptz not null default now(),
  constraint approval_has_too_many_levels     check (cardinality(levels) <= 2),
  constraint approval_level_is_unknown        check (levels <@ array['checker', 'leader'] and array_position(levels, null) is null),
  constraint approval_signers_are_out_of_range check (signers between 1 and 3)
);
comment on table reports.approval is
  'How the reports of a unit are approved: the role of each level before signing, how many sign, and whether one person may freeze and issue alone (a unit in which there is nobody else). A unit without a row: no level, one signer, never alone.';
create index approval_set_by on reports.approval (set_by);
grant select, insert, update on reports.approval to lantoa_app;
alter table reports.approval enable row level security;
create policy approval_is_read on reports.approval for select to lantoa_app
  using (unit_id = any ((select access.units_for('report.read'))::uuid[]));
create policy approval_is_set on reports.approval for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('report.arrange'))::uuid[]));
create policy approval_is_changed on reports.approval for update to lantoa_app
  using (unit_id = any ((select access.units_for('report.arrange'))::uuid[]));

-- ── What becomes of a frozen report ──────────────────────────────────────────────────────────────────────────────────

alter table reports.frozen
  add column levels text[] not null default '{}',
  add column signers smallint not null default 1,
  add column may_be_alone boolean not null default false,
  add column number integer,
  add column symbol text,
  add column issued_on date,
  add column document_id uuid references programme.document,
  add column docx text references evidence.file,
  add column pdf text references evidence.file,
  add constraint frozen_number_is_out_of_range check (number between 1 and 99999),
  add constraint frozen_symbol_is_too_long     check (char_length(symbol) between 1 and 60),
  add constraint frozen_is_numbered_unissued   check (issued_at is not null or
    (number is null and symbol is null and issued_on is null and document_id is null and docx is null and pdf is null));
comment on column reports.frozen.levels is
  'How it is approved, as its unit had arranged it when it was frozen (reports.approval): what is arranged later holds for the next one.';
comment on column reports.frozen.number is
  'The number that it was issued under, and symbol, day and register entry. Its content says what its author had typed before.';
comment on column reports.frozen.pdf is 'The files as they were issued, by hash. They are served as they are for ever.';
create index frozen_document on reports.frozen (document_id) where document_id is not null;
create index frozen_docx on reports.frozen (docx) where docx is not null;
create index frozen_pdf on reports.frozen (pdf) where pdf is not null;
grant update (number, symbol, issued_on, document_id, docx, pdf) on reports.frozen to lantoa_app;
create trigger frozen_arrangement_is_never_changed before update of levels, signers, may_be_alone
  on reports.frozen for each statement execute function access.refuse_change();

-- A report goes forward only: what was issued stays issued, under the number, day and files that it was given.
create function reports.refuse_going_back() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
       ('waiting', 'approved'), ('waiting', 'returned'), ('approved', 'returned'), ('approved', 'issued'),
       ('issued', 'replaced'), ('issued', 'withdrawn')) then
    raise exception using errcode = 'check_violation', constraint = 'frozen_cannot_become_this',
      message = format('a frozen report that is %s cannot become %s', old.state, new.state);
  end if;
  if old.issued_at is not null and
     (new.number, new.symbol, new.issued_on, new.document_id, new.docx, new.pdf, new.issued_at)
       is distinct from (old.number, old.symbol, old.issued_on, old.document_id, old.docx, old.pdf, old.issued_at) then
    raise exception using errcode = 'restrict_violation', constraint = 'record_is_append_only',
      message = 'what an issued report was issued under is never changed';
  end if;
  return new;
end
$$;
create trigger frozen_goes_forward before update on reports.frozen
  for each row execute function reports.refuse_going_back();

drop policy frozen_goes_on on reports.frozen;
create policy frozen_goes_on on reports.frozen for update to lantoa_app
  using (exists (select from reports.report where report.id = report_id
    and report.unit_id = any ((select access.units_for('report.approve'))::uuid[])));

alter table reports.step drop constraint step_kind_is_unknown;
alter table reports.step add constraint step_kind_is_unknown
  check (kind in ('frozen', 'approved', 'returned', 'signed', 'issued', 'withdrawn', 'reopened', 'published', 'unpublished'));

-- ── Signatures ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table reports.signature (
  id          uuid primary key default uuidv7(),
  frozen_id   uuid not null references reports.frozen,
  person_id   uuid not null references access.person,
  key_id      uuid not null references access.signing_key,
  public_key  bytea not null,
  envelope    jsonb not null,
  signature   bytea not null,
  signed_at   timestamptz not null default now(),
  constraint report_is_signed_already        unique (frozen_id, person_id),
  constraint signature_is_malformed          check (octet_length(public_key) = 32 and octet_length(signature) = 64),
  constraint signature_envelope_is_malformed check (jsonb_typeof(envelope) = 'object')
);
comment on table reports.signature is
  'Who signed a frozen report. What was signed is the envelope as canonical JSON: report, version, hash, number, symbol, day, signer, position. Number and symbol stand in the envelope of the last signer, with whose signature it was issued. Never changed.';
create index signature_person on reports.signature (person_id);
create index signature_key on reports.signature (key_id);
create trigger signature_is_never_changed before delete or truncate or update on reports.signature
  for each statement execute function access.refuse_change();
grant select, insert on reports.signature to lantoa_app;
alter table reports.signature enable row level security;
create policy signature_is_read on reports.signature for select to lantoa_app
  using (exists (select from reports.frozen where frozen.id = frozen_id));
create policy signature_is_given on reports.signature for insert to lantoa_app
  with check (person_id = access.actor() and exists (
    select from reports.frozen join reports.report on report.id = frozen.report_id
     where frozen.id = frozen_id and frozen.state = 'approved'
       and report.unit_id = any ((select access.units_for('report.sign'))::uuid[])));

-- ── A frozen report is not written in ────────────────────────────────────────────────────────────────────────────────

-- Whoever saves and whoever freezes wait for each other at the row of the report.
create function reports.refuse_writing_in_frozen() returns trigger
  language plpgsql security definer set search_path = reports, pg_catalog as $$
declare
  standing text;
begin
  select state from report where id = new.report_id for no key update into standing;
  if standing <> 'draft' then
    raise exception using errcode = 'check_violation', constraint = 'report_is_frozen',
      message = 'a report that is frozen is not written in';
  end if;
  return new;
end
$$;
create trigger section_is_of_a_draft before insert or update on reports.section
  for each row execute function reports.refuse_writing_in_frozen();

create function reports.refuse_another_head() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = 'report_is_frozen',
    message = 'a report that is frozen is not written in';
end
$$;
create trigger report_head_is_of_a_draft before update on reports.report for each row
  when (old.state <> 'draft' and new.state = old.state
        and (new.number, new.issued_on, new.signer, new.outline, new.outline_version, new.period, new.unit_id)
          is distinct from (old.number, old.issued_on, old.signer, old.outline, old.outline_version, old.period, old.unit_id))
  execute function reports.refuse_another_head();

-- ── Whoever issues a report enters it into the register of documents ────────────────────────────────────────────────

create policy report_is_registered on programme.document for insert to lantoa_app
  with check (type = 'report' and direction = 'issued' and unit_id = any ((select access.units_for('report.sign'))::uuid[]));
create policy registered_report_is_filed on programme.document for update to lantoa_app
  using (type = 'report' and direction = 'issued' and unit_id = any ((select access.units_for('report.sign'))::uuid[]));
create policy report_file_is_added on programme.document_file for insert to lantoa_app
  with check (exists (select from programme.document where document.id = document_file.document_id and document.type = 'report'
    and document.direction = 'issued' and document.unit_id = any ((select access.units_for('report.sign'))::uuid[])));
create policy reserved_number_is_taken_for_report on programme.reserved_number for update to lantoa_app
  using (type = 'report' and unit_id = any ((select access.units_for('report.sign'))::uuid[]));
create policy fact_is_posted_for_reports on figures.fact for insert to lantoa_app
  with check (source_kind = 'document' and unit_id = any ((select access.units_for('report.sign'))::uuid[]));
create policy file_is_added_with_reports on evidence.file for insert to lantoa_app
  with check (cardinality((select access.units_for('report.sign'))::uuid[]) > 0);
create policy file_is_read_with_reports on evidence.file for select to lantoa_app
  using (exists (select from reports.frozen where frozen.pdf = file.sha256 or frozen.docx = file.sha256));

-- ── What other servers get ───────────────────────────────────────────────────────────────────────────────────────────

create or replace view federation.own_report as
  select this_server.id as server, report.id, report.unit_id, report.outline, report.period, frozen.number, frozen.issued_on,
         encode(frozen.hash, 'hex') as content_sha256
    from reports.report join reports.frozen on frozen.report_id = report.id and frozen.state = 'issued', federation.this_server
   where this_server.published_at is not null and frozen.number is not null
     and frozen.issued_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date;
comment on view federation.own_report is
  'The reports of this server that are in force, by the hash of what was frozen: whoever holds the content can prove that it is what was issued.';

-- ── Evidence that is withdrawn after a report was frozen ────────────────────────────────────────────────────────────

create function evidence.shown_still(hashes text[]) returns text[]
  language sql stable security definer set search_path = evidence, pg_catalog as $$
  select array(
    select given.hash from unnest(hashes) as given (hash)
     where exists (select from attachment where attachment.removed_at is null
                      and (attachment.public_sha256 = given.hash or (attachment.sha256 = given.hash and not attachment.needs_covering))))
$$;
comment on function evidence.shown_still is
  'Of some pictures those that still stand where they were attached, and in which nobody has withdrawn their word: whoever holds the hash may ask.';
revoke all on function evidence.shown_still from public;
grant execute on function evidence.shown_still to lantoa_app, lantoa_public;
