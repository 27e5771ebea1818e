-- 0089_registrations_and_occasions.sql – what a collective registers may reach over several years; occasions are data.
alter table pledges.collective
  add column until_year integer,
  add constraint pledge_ends_before_it_begins check (until_year > year and until_year <= 2999);
comment on column pledges.collective.until_year is 'The last year of a registration for several years; empty where it is for its year alone. It counts in its first year, what came of it on the day on which that was said.';

-- Which occasions there are, and what each counts, stands in occasions.csv of the module.
alter table gatherings.gathering
  drop constraint gathering_occasion_is_unknown,
  add constraint gathering_occasion_is_unknown check (occasion ~ '^[a-z][a-z_]{2,39}$');
