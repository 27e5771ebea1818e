-- 0089_registrations_of_several_years.sql – what a collective registers may reach over several years (2022–2025).
alter table pledges.collective
  add column until_year integer,
  add constraint pledge_ends_before_it_begins check (until_year > year and until_year <= 2999);
comment on column pledges.collective.until_year is 'The last year of a registration for several years; empty where it is for its year alone. It counts in its first year, what came of it on the day on which that was said.';
