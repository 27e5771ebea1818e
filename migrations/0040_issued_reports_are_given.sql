-- 0040_issued_reports_are_given.sql – other servers get a report in the moment in which it is issued, replaced or withdrawn.

create trigger frozen_is_given after insert or update on reports.frozen
  for each row execute function federation.give_row('report', 'report_id');
-- As all that gives: it costs nothing where nothing has been published; where something has, it is brought up to date.
select federation.watch(exists (select from federation.this_server where published_at is not null));
select federation.give('report') from federation.this_server where published_at is not null;
