-- 0040_papers_of_reports.sql – the papers of an issued report are read by those who may read the report.
--
-- The register of documents is read by everybody beneath a unit, since documents direct them. A report goes upwards, and its
-- papers have the sections that stay inside: beneath, and among those of the unit who read no reports, only its entry in the
-- register is read (number, day, subject), never its files nor a word of what they say.

alter table programme.document_file
  add column is_of_report boolean not null default false;
alter table programme.document_file
  add column words tsvector generated always as (case when is_of_report
    then to_tsvector('simple', regexp_replace(org.plain(text), '[^a-z0-9]+', ' ', 'g')) end) stored;
comment on column programme.document_file.is_of_report is
  'A paper as a report was issued in it: read and found by those alone who may read the reports of the unit.';
comment on column programme.document_file.words is
  'What a paper of a report is found by. That of other files stands with their document, where everybody finds it who reads the register.';
create index document_file_of_report on programme.document_file (document_id) where is_of_report;

create function reports.keep_papers_inside(issued uuid) returns void
  language sql security definer set search_path = pg_catalog as $$
  update programme.document_file set is_of_report = true where document_id = issued and not is_of_report;
  update programme.document set file_text = '' where id = issued and file_text <> '';
$$;
revoke all on function reports.keep_papers_inside from public;
create function reports.keep_papers_of_issued() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform reports.keep_papers_inside(new.document_id);
  return null;
end
$$;
create trigger frozen_keeps_papers_inside after insert or update of document_id on reports.frozen
  for each row when (new.document_id is not null) execute function reports.keep_papers_of_issued();
select reports.keep_papers_inside(document_id) from reports.frozen where document_id is not null;

drop policy document_file_is_read on programme.document_file;
create policy document_file_is_read on programme.document_file for select to lantoa_app
  using (exists (select from programme.document where document.id = document_file.document_id)
     and (not is_of_report or exists (select from programme.document where document.id = document_file.document_id
            and document.unit_id = any ((select access.units_for('report.read'))::uuid[]))));

-- Whoever corrects an entry must know that there is a paper, which proves that the document counts; not what is in it.
create function programme.files_standing(given uuid) returns integer
  language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::integer from programme.document_file where document_id = given and removed_at is null
$$;
comment on function programme.files_standing is 'How many files of a document stand, those too that the reader may not open.';
revoke all on function programme.files_standing from public;
grant execute on function programme.files_standing to lantoa_app;
