-- 0126_papers_of_declared_figures.sql – the paper of a declared figure: a registered document, a sent file, or both, beside its words.

alter table declared.figure
  add column document_id uuid references programme.document,
  add column file_sha256 text references evidence.file,
  add column file_name   text not null default '',
  add constraint declared_figure_file_name_is_too_long check (char_length(file_name) <= 200);
comment on column declared.figure.document_id is 'The registered document in which the figure stands.';
comment on column declared.figure.file_sha256 is 'The paper itself, sent with the figure: for those who read the figures of the unit, never public.';
create index figure_document on declared.figure (document_id);
create index figure_file on declared.figure (file_sha256);
grant update (document_id, file_sha256, file_name) on declared.figure to lantoa_app;

create policy file_is_read_with_declared on evidence.file for select to lantoa_app
  using (exists (select from declared.figure where figure.file_sha256 = file.sha256));
create policy file_is_added_with_declared on evidence.file for insert to lantoa_app
  with check (cardinality((select access.units_for('figure.declare'))::uuid[]) > 0);
