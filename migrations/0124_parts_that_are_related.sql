-- 0124_parts_that_are_related.sql – what is related to nothing may be worked out or count otherwise, and an upsert that changes nothing asks nothing.

do $$
declare
  was text := pg_get_functiondef('figures.check_part'::regproc);
  renewed text := replace(was, 'when new.rule = ''derived'' or (new.rule = ''distinct'' and new.is_share)',
    'when new.part_of is not null and (new.rule = ''derived'' or (new.rule = ''distinct'' and new.is_share))');
begin
  if renewed = was then
    raise exception 'figures.check_part is not as it was';
  end if;
  execute renewed;
end
$$;
drop trigger part_is_checked_again on figures.indicator;
create trigger part_is_checked_again after update of part_of, is_share, rule, unit_vi, is_money on figures.indicator
  for each row when ((new.part_of, new.is_share, new.rule, new.unit_vi, new.is_money)
    is distinct from (old.part_of, old.is_share, old.rule, old.unit_vi, old.is_money))
  execute function figures.check_part();
