-- Previews of tasks and of attendance lists lie in imports.preview. What waits now is sent again.
drop table programme.task_import;
drop table gatherings.list_import;
