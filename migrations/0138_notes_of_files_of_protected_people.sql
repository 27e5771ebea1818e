-- 0138_notes_of_files_of_protected_people.sql – everybody reads the life of an initiative. What a file of past records wrote there
-- about a kind that protects people names the file by its kind, and keeps no reason of a checker.

alter table initiatives.life disable trigger life_is_append_only;
update initiatives.life set note = case
    when life.note like 'Theo tệp số liệu cũ “%”.' then 'Theo tệp số liệu cũ “' || kind.name_vi || '”.'
    when life.note like 'From the file of past figures “%”.' then 'From the file of past figures “' || kind.name_vi || '”.'
    when life.note like 'Tệp “%” bị từ chối: %' then 'Tệp “' || kind.name_vi || '” bị từ chối.'
    else 'The file “' || kind.name_vi || '” was rejected.' end
  from initiatives.initiative join initiatives.kind on kind.code = initiative.kind and kind.protects_people
 where initiative.id = life.initiative_id
   and life.note like any (array['Theo tệp số liệu cũ “%”.', 'From the file of past figures “%”.', 'Tệp “%” bị từ chối: %',
                                 'The file “%” was rejected: %']);
alter table initiatives.life enable trigger life_is_append_only;
