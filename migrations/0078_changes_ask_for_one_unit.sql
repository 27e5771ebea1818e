-- 0078_changes_ask_for_one_unit.sql – the policies for changes that 0072 and 0077 wrote ask for one unit, as 0042 made all others do.
-- A paper of another kind than a report may have the same key as a report.

do $$
declare
  one record;
  list constant text := '\(([a-z0-9_.]+) = ANY \(\( SELECT access\.units_for\(''([a-z_.]+)''::text\) AS units_for\)::uuid\[\]\)\)';
  anywhere constant text := 'access\.units_for\(''([a-z_.]+)''::text\)';
  rule text;
begin
  for one in
    select format('%I on %I.%I', policyname, schemaname, tablename) as policy, clause.word, clause.rule
      from pg_policies cross join lateral (values ('using', qual), ('with check', with_check)) as clause (word, rule)
     where cmd <> 'SELECT' and clause.rule like '%units_for%'
  loop
    rule := regexp_replace(one.rule, list, 'access.reaches(( SELECT access.held_for(''\2''::text) AS held_for), \1)', 'g');
    -- What is left asks whether there is any unit at all, except for one that compares two lists.
    if rule not like '%<@%' then
      rule := regexp_replace(rule, anywhere, 'access.held_for(''\1''::text)', 'g');
    end if;
    if rule like '%ANY (( SELECT access.held_for%' then
      raise exception 'the policy % was not understood: %', one.policy, rule;
    end if;
    execute format('alter policy %s %s (%s)', one.policy, one.word, rule);
  end loop;
end
$$;

alter table reports.report drop constraint report_is_begun_already,
  add constraint report_is_begun_already unique (unit_id, kind, outline, period);
