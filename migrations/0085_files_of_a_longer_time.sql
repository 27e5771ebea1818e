-- 0085_files_of_a_longer_time.sql – files that were counted before there were facts of a span, and spans within one month.
--
-- A file of a year was counted on its last day, so the whole year stood in December. Its sums become facts of the span that
-- the file says; its levels stay on their day. Spans within one month become facts of their last day: every month of the
-- roll-up, of other servers and of questions about months holds them. Archived years stay as they are.
-- Reasons: docs/decisions/0063-facts-of-a-span.md.

create temporary table of_longer on commit drop as
  select fact.id, sent.since
    from figures.standing as fact
    join reports.figure_import as sent on sent.id = fact.source_id
    join figures.indicator on indicator.code = fact.indicator
    join org.unit on unit.id = fact.unit_id
   where fact.source_kind = 'import' and indicator.rule = 'sum'
     and date_trunc('month', sent.since) < date_trunc('month', fact.day)
     and fact.day >= coalesce(figures.open_from(), '-infinity')
     and daterange(unit.valid_from, unit.valid_to) @> fact.day
     and daterange(indicator.valid_from, indicator.valid_to) @> fact.day;

create temporary table of_one_month on commit drop as
  select fact.id
    from figures.span_standing as fact
    join figures.indicator on indicator.code = fact.indicator
    join org.unit on unit.id = fact.unit_id
   where date_trunc('month', fact.since) = date_trunc('month', fact.day)
     and fact.day >= coalesce(figures.open_from(), '-infinity')
     and daterange(unit.valid_from, unit.valid_to) @> fact.day
     and daterange(indicator.valid_from, indicator.valid_to) @> fact.day;

insert into figures.span_fact (unit_id, indicator, since, day, amount, qualifier, assurance, source_kind, source_id, theme_id)
select fact.unit_id, fact.indicator, of_longer.since, fact.day, fact.amount, fact.qualifier, fact.assurance,
       fact.source_kind, fact.source_id, fact.theme_id
  from of_longer join figures.fact on fact.id = of_longer.id;

insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, theme_id, subject, reverses)
select fact.unit_id, fact.indicator, fact.day, -fact.amount, fact.qualifier, fact.assurance, fact.series_id, fact.source_kind,
       fact.source_id, fact.theme_id, fact.subject, fact.id
  from of_longer join figures.fact on fact.id = of_longer.id;

insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, theme_id)
select fact.unit_id, fact.indicator, fact.day, fact.amount, fact.qualifier, fact.assurance, fact.unit_id, fact.source_kind,
       fact.source_id, fact.theme_id
  from of_one_month join figures.span_fact as fact on fact.id = of_one_month.id;

insert into figures.span_fact (unit_id, indicator, since, day, amount, qualifier, assurance, source_kind, source_id, theme_id, reverses)
select fact.unit_id, fact.indicator, fact.since, fact.day, -fact.amount, fact.qualifier, fact.assurance, fact.source_kind,
       fact.source_id, fact.theme_id, fact.id
  from of_one_month join figures.span_fact as fact on fact.id = of_one_month.id;
