-- 0130_names_of_files_of_protected_people.sql – a file of past records of protected people is called by its kind: officers name
-- their files after a person, and everybody who sees one of the records reads that name.

update activities.intake set file_name = kind.name_vi
  from initiatives.kind where kind.code = intake.kind and kind.protects_people;
comment on column activities.intake.file_name is 'What its sender called it. Where the kind protects people, the name of the kind.';
