-- 0072_papers_of_any_kind.sql – what is frozen, approved, signed and issued may be a report or any other kind of paper.
--
-- What the versions of a paper belong to stays reports.report. A paper of another kind has no outline: its kind stands there, and
-- what tells it from others of its unit stands for the period. Who may read, compose, approve, sign and publish a kind is asked by
-- the name of the kind: whoever holds certificate.sign signs certificates.

alter table reports.report
  add column kind text collate "C" not null default 'report',
  alter column outline_version drop not null,
  drop constraint report_period_is_malformed,
  add constraint report_period_is_malformed check (
    case when kind <> 'report' then char_length(period) between 1 and 100
    else period ~ '^20[0-9]{2}(-(0[1-9]|1[0-2])|-Q[1-4])?$'
      or period ~ '^20[0-9]{2}-(0[1-9]|1[0-2])\.\.20[0-9]{2}-(0[1-9]|1[0-2])$'
      or period ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]\.\.20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]$' end),
  add constraint paper_kind_is_malformed check (kind ~ '^[a-z][a-z_]{1,39}$'
    and case when kind = 'report' then outline_version is not null else outline_version is null and outline = kind end);
comment on table reports.report is
  'What the versions of a paper belong to. Of a report the words in the making: text by section, number, signer; seen grows with each change, so that nobody overwrites what they have not seen. Of another kind of paper only where it stands.';
comment on column reports.report.kind is
  'report, or another kind of paper: then outline says the kind again and period is a key of its own.';

create function reports.may(kind text, act text, unit uuid) returns boolean
  language sql stable set search_path = pg_catalog as $$ select access.reaches(access.held_for(kind || '.' || act), unit) $$;
comment on function reports.may is 'Whether the person of this transaction may do something with the papers of a kind in a unit.';
revoke all on function reports.may from public;
grant execute on function reports.may to lantoa_app;

-- ── Who may do what, of each kind ────────────────────────────────────────────────────────────────────────────────────
-- Of reports there are many, so their units are asked once for a statement; of other kinds each row is asked.

drop policy report_is_read on reports.report;
create policy report_is_read on reports.report for select to lantoa_app
  -- Not a case: either side has its own index.
  using ((kind = 'report' and unit_id = any ((select access.units_for('report.read'))::uuid[]))
      or (kind <> 'report' and reports.may(kind, 'read', unit_id)));
create index report_of_another_kind on reports.report (kind, unit_id) where kind <> 'report';
drop policy report_is_begun on reports.report;
create policy report_is_begun on reports.report for insert to lantoa_app
  with check (case when kind = 'report' then unit_id = any ((select access.units_for('report.compose'))::uuid[])
              else reports.may(kind, 'compose', unit_id) end);
drop policy report_is_changed on reports.report;
create policy report_is_changed on reports.report for update to lantoa_app
  using (case when kind = 'report' then unit_id = any ((select access.units_for('report.compose'))::uuid[])
              else reports.may(kind, 'compose', unit_id) or reports.may(kind, 'approve', unit_id) or reports.may(kind, 'sign', unit_id) end);

drop policy frozen_is_made on reports.frozen;
create policy frozen_is_made on reports.frozen for insert to lantoa_app
  with check (exists (select from reports.report where report.id = report_id
    and case when report.kind = 'report' then report.unit_id = any ((select access.units_for('report.compose'))::uuid[])
             else reports.may(report.kind, 'compose', report.unit_id) end));
drop policy frozen_goes_on on reports.frozen;
create policy frozen_goes_on on reports.frozen for update to lantoa_app
  using (exists (select from reports.report where report.id = report_id
    and case when report.kind = 'report' then report.unit_id = any ((select access.units_for('report.approve'))::uuid[])
             else reports.may(report.kind, 'approve', report.unit_id) or reports.may(report.kind, 'sign', report.unit_id) end));
drop policy frozen_is_published on reports.frozen;
create policy frozen_is_published on reports.frozen for update to lantoa_app
  using (exists (select from reports.report where report.id = report_id
    and case when report.kind = 'report' then report.unit_id = any ((select access.units_for('report.publish'))::uuid[])
             else reports.may(report.kind, 'publish', report.unit_id) end));

drop policy step_is_taken on reports.step;
create policy step_is_taken on reports.step for insert to lantoa_app
  with check (exists (select from reports.frozen join reports.report on report.id = frozen.report_id where frozen.id = frozen_id
    and case when report.kind = 'report'
             then report.unit_id = any ((select access.units_for('report.compose'))::uuid[])
               or report.unit_id = any ((select access.units_for('report.sign'))::uuid[])
             else reports.may(report.kind, 'compose', report.unit_id) or reports.may(report.kind, 'approve', report.unit_id)
               or reports.may(report.kind, 'sign', report.unit_id) end));
drop policy step_of_publishing_is_taken on reports.step;
create policy step_of_publishing_is_taken on reports.step for insert to lantoa_app
  with check (kind in ('published', 'unpublished') and exists (
    select from reports.frozen join reports.report on report.id = frozen.report_id where frozen.id = frozen_id
     and case when report.kind = 'report' then report.unit_id = any ((select access.units_for('report.publish'))::uuid[])
              else reports.may(report.kind, 'publish', report.unit_id) end));

drop policy signature_is_given on reports.signature;
create policy signature_is_given on reports.signature for insert to lantoa_app
  with check (person_id = access.actor() and exists (
    select from reports.frozen join reports.report on report.id = frozen.report_id
     where frozen.id = frozen_id and frozen.state = 'approved'
       and case when report.kind = 'report' then report.unit_id = any ((select access.units_for('report.sign'))::uuid[])
                else reports.may(report.kind, 'sign', report.unit_id) end));

-- ── Whoever signs a paper enters it into the register, under its kind as its type ────────────────────────────────────

create policy paper_is_registered on programme.document for insert to lantoa_app
  with check (type <> 'report' and direction = 'issued' and reports.may(type, 'sign', unit_id));
create policy registered_paper_is_filed on programme.document for update to lantoa_app
  using (type <> 'report' and direction = 'issued' and reports.may(type, 'sign', unit_id));
create policy paper_file_is_added on programme.document_file for insert to lantoa_app
  with check (exists (select from programme.document where document.id = document_file.document_id and document.type <> 'report'
    and document.direction = 'issued' and reports.may(document.type, 'sign', document.unit_id)));
create policy reserved_number_is_taken_for_paper on programme.reserved_number for update to lantoa_app
  using (type <> 'report' and reports.may(type, 'sign', unit_id));
create policy fact_is_posted_for_papers on figures.fact for insert to lantoa_app
  with check (source_kind = 'document' and exists (select from programme.document where document.id = source_id
    and document.type <> 'report' and document.direction = 'issued' and reports.may(document.type, 'sign', fact.unit_id)));
create policy file_is_added_with_papers on evidence.file for insert to lantoa_app
  with check (exists (select from access.permission where action like '%.sign' and cardinality(access.held_for(action)) > 0));

-- The papers of reports stay with those who read reports; those of other kinds are read by whoever reads the register.
create or replace function reports.keep_papers_of_issued() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from reports.report where id = new.report_id and kind = 'report') then
    perform reports.keep_papers_inside(new.document_id);
  end if;
  return null;
end
$$;

-- ── What others see ──────────────────────────────────────────────────────────────────────────────────────────────────

create or replace view federation.own_report as
  select this_server.id as server, report.id, report.unit_id, report.outline, report.period, frozen.number, frozen.issued_on,
         encode(frozen.hash, 'hex') as content_sha256
    from reports.report join reports.frozen on frozen.report_id = report.id and frozen.state = 'issued', federation.this_server
   where this_server.published_at is not null and frozen.number is not null and report.kind = 'report'
     and frozen.issued_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date;

create or replace function reports.published_list(before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid, code text, unit_name text, subject text, period text, number integer, issued_on date, state text, reason text, issued_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select frozen.id, frozen.code, frozen.content -> 'unit' ->> 'name', frozen.content ->> 'subject', report.period, frozen.number,
         frozen.issued_on, frozen.state, frozen.reason, frozen.issued_at
    from reports.frozen join reports.report on report.id = frozen.report_id
   where frozen.is_public and report.kind = 'report'
     and (before_at is null or (frozen.issued_at, frozen.id) < (before_at, before_id))
   order by frozen.issued_at desc, frozen.id desc limit least(most, 100)
$$;

-- Of a paper of another kind anyone learns no period: what stands there is a key.
create or replace function reports.checked(given text)
  returns table (code text, unit_name text, title text, subject text, period text, number integer, symbol text, issued_on date,
    version integer, reason text, state text, is_public boolean, hash text, issued_at timestamptz, in_force text,
    docx text, pdf text, signatures jsonb)
  language sql stable security definer set search_path = pg_catalog as $$
  select frozen.code, frozen.content -> 'unit' ->> 'name', frozen.content -> 'outline' ->> 'title', frozen.content ->> 'subject',
         case when report.kind = 'report' then report.period end, frozen.number, frozen.symbol, frozen.issued_on, frozen.version,
         frozen.reason, frozen.state, frozen.is_public, encode(frozen.hash, 'hex'), frozen.issued_at,
         (select other.code from reports.frozen as other where other.report_id = frozen.report_id and other.state = 'issued'),
         frozen.docx, frozen.pdf,
         (select coalesce(jsonb_agg(jsonb_build_object('publicKey', encode(signature.public_key, 'hex'), 'envelope', signature.envelope,
                   'signature', encode(signature.signature, 'hex'), 'signedAt', signature.signed_at,
                   -- Anybody can make a key: it must be the one that the system made for this very person.
                   'isOwnKey', exists (select from access.signing_key as key
                                        where key.id = signature.key_id and key.person_id = signature.person_id
                                          and key.public_key = signature.public_key)) order by signature.id), '[]')
            from reports.signature where signature.frozen_id = frozen.id)
    from reports.frozen join reports.report on report.id = frozen.report_id
   where frozen.code = given and frozen.state in ('issued', 'replaced', 'withdrawn')
$$;
