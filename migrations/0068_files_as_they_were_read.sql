-- A previewed file is kept as it was read, each sheet with what was left out of it, so that a person can choose another
-- sheet or take a row all the same. What waits now was kept in the old shape for an hour at most: it is sent again.
delete from org.import;
delete from programme.import;
delete from programme.task_import;
delete from gatherings.list_import;

alter table org.import rename column rows to reading;
alter table org.import drop column notices;
alter table programme.import rename column rows to reading;
alter table programme.import drop column notices;
alter table programme.task_import rename column rows to reading;
alter table programme.task_import drop column notices;
