-- 0097_public_lists_of_periods.sql – public pages read the first day of figures, the directives of the programme and the day on which its year begins.
--
-- Kept pages are dropped by every change of what they show (docs/decisions/0053). Of the parameters everybody reads that one alone.
select portal.watch('parameters.directive');
select portal.watch('parameters.parameter');
select portal.watch('figures.first_day');

drop policy parameter_is_published on parameters.parameter;
create policy parameter_is_published on parameters.parameter for select to lantoa_public using (code = 'programme_year_begins');
