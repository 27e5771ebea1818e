-- 0066_kept_pages.sql – a kept public page is dropped by a change of what public pages show, and by nothing else.
--
-- Each transaction that changes a watched table adds one row, which nobody sees before it is committed. The sum of the rows
-- is the state of all public pages. Nobody waits for anybody: rows are only added. Reasons: docs/decisions/0053-kept-pages-are-dropped-by-what-they-show.md.
create table portal.change (
  writes  bigint not null default 1
);
comment on table portal.change is
  'How many transactions have changed what public pages show: the sum of writes. portal.state() puts old rows together; the sum stays.';

create function portal.note_change() returns trigger
  language plpgsql security definer set search_path = portal, pg_catalog as $$
begin
  if coalesce(current_setting('lantoa.pages_change', true), '') <> '' then
    return null;
  end if;
  -- A transition table that a trigger does not have cannot even be named.
  if tg_op in ('INSERT', 'UPDATE') then
    if not exists (select from fresh) then return null; end if;
  elsif tg_op = 'DELETE' then
    if not exists (select from gone) then return null; end if;
  end if;
  insert into change default values;
  perform set_config('lantoa.pages_change', 'noted', true);
  return null;
end
$$;
comment on function portal.note_change is 'Notes once a transaction that public pages change. A setting of the transaction remembers it.';

create function portal.watch(relation regclass) returns void
  language plpgsql set search_path = pg_catalog as $$
begin
  execute format('create trigger pages_show_new after insert on %s referencing new table as fresh for each statement execute function portal.note_change()', relation);
  execute format('create trigger pages_show_changed after update on %s referencing new table as fresh for each statement execute function portal.note_change()', relation);
  execute format('create trigger pages_show_gone after delete on %s referencing old table as gone for each statement execute function portal.note_change()', relation);
  execute format('create trigger pages_show_nothing after truncate on %s for each statement execute function portal.note_change()', relation);
end
$$;
comment on function portal.watch is 'Has changes of a table drop the kept public pages. For every table that a public page reads.';
revoke execute on function portal.watch from public;

select portal.watch(name::regclass) from unnest(array[
  'access.signing_key', 'activities.activity',
  'evidence.attachment', 'evidence.consent', 'evidence.consent_subject', 'evidence.file',
  'figures.archive', 'figures.attribution', 'figures.attribution_change', 'figures.block', 'figures.condensed', 'figures.fact',
  'figures.holding', 'figures.indicator', 'figures.official_list', 'figures.roll_up', 'figures.roll_up_state', 'figures.step',
  'figures.theme', 'figures.told',
  'initiatives.brought', 'initiatives.contact', 'initiatives.field', 'initiatives.form', 'initiatives.guide', 'initiatives.initiative',
  'initiatives.kind', 'initiatives.life', 'initiatives.recognition', 'initiatives.removed', 'initiatives.served_theme', 'initiatives.target',
  'ledger.root',
  'org.beneath', 'org.kind', 'org.line', 'org.placement', 'org.reorganisation', 'org.reorganisation_step', 'org.rests_on',
  'org.succession', 'org.unit',
  'portal.site',
  'reports.frozen', 'reports.outline', 'reports.report', 'reports.signature',
  'verification.answer', 'verification.batch', 'verification.candidate', 'verification.code', 'verification.doubt', 'verification.finding',
  'verification.held', 'verification.hold', 'verification.proof', 'verification.spot_check']) as name;

create function portal.state() returns bigint
  language plpgsql security definer set search_path = portal, pg_catalog as $$
declare
  found_rows bigint;
  total bigint;
begin
  select count(*), coalesce(sum(writes), 0) into found_rows, total from change;
  if found_rows > 1000 then
    -- Whoever puts together the same rows at the same time waits, and finds none left.
    with taken as (delete from change returning writes)
    insert into change (writes) select sum(writes) from taken having count(*) > 0;
  end if;
  return total;
end
$$;
comment on function portal.state is 'Changes whenever a change of what public pages show becomes visible: equal numbers mean equal pages.';
revoke execute on function portal.state from public;
