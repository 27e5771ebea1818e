-- 0113_kinds_that_are_offered.sql – a locality says which of the ready kinds it uses; the others are not offered for new initiatives.

alter table initiatives.kind add column is_offered boolean;
comment on column initiatives.kind.is_offered is
  'Of a kind that comes with the software: whether it is offered for new initiatives. Empty until somebody has chosen, then it is offered.';

create function initiatives.offer_kinds(offered text[]) returns integer
  language plpgsql security definer set search_path = initiatives, pg_catalog as $$
declare
  changed integer;
begin
  if not access.at_top('kind.manage') then
    return 0;
  end if;
  update kind set is_offered = code = any (offered) where unit_id is null;
  get diagnostics changed = row_count;
  return changed;
end
$$;
comment on function initiatives.offer_kinds is
  'Offers these of the kinds that come with the software and no others. Nothing changes for who does not manage kinds at the top.';
revoke all on function initiatives.offer_kinds from public;
grant execute on function initiatives.offer_kinds to lantoa_app;
