-- 0095_addresses_that_are_taken.sql – an address may be taken by an initiative that is only proposed elsewhere, and that nobody sees yet.

create index initiative_address on initiatives.initiative (regexp_replace(slug, '-\d+$', ''));

create function initiatives.slugs_taken(wanted text[]) returns setof text
  language sql stable security definer set search_path = initiatives, pg_catalog as $$
  select slug from initiative where slug = any (wanted) or regexp_replace(slug, '-\d+$', '') = any (wanted)
$$;
comment on function initiatives.slugs_taken is
  'Of some addresses those that are taken, and the same with a number behind them; also by initiatives that the reader may not see.';
revoke execute on function initiatives.slugs_taken from public;
grant execute on function initiatives.slugs_taken to lantoa_app;
