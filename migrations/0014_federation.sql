-- 0014_federation.sql – a province's totals, indicators, units and issued reports for a national server.
--
--   org, figures, reports ─► federation.* (own rows) ─► outbox database ─► federation.* of the national server
--                  triggers            publication, subscription      publication, subscription
--
-- All of it is PostgreSQL's own logical replication; nothing here runs before somebody publishes. The tables are the
-- same on both sides; the server of a row is part of its key, so many provinces lie side by side in one national table.
-- Why there is a second database in between: docs/decisions/0013-federation.md.
create schema federation;
grant usage on schema federation to lantoa_app;

-- ── Who is who ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table federation.this_server (
  is_only       boolean primary key default true,
  id            uuid not null default uuidv7(),
  unit_id       uuid references org.unit,
  published_at  timestamptz,
  constraint this_server_is_kept_twice     check (is_only),
  constraint this_server_speaks_for_nobody check (published_at is null or unit_id is not null)
);
comment on table federation.this_server is
  'Who this server is to others: made when it first publishes or joins, so that copies of an empty database are not one and the same. unit_id: for whom it speaks.';
create index this_server_unit on federation.this_server (unit_id);

create table federation.joined (
  server     uuid primary key,
  address    text not null,
  joined_at  timestamptz not null default now()
);
comment on table federation.joined is 'The servers whose figures this one receives, in the order in which they joined.';

grant select on federation.this_server, federation.joined to lantoa_app;

create view federation.version_here as select max(name) as version from platform.migration;
comment on view federation.version_here is 'The last migration that has run here: servers compare it before one follows another.';
grant select on federation.version_here to lantoa_app;

-- ── What is given ────────────────────────────────────────────────────────────────────────────────────────────────────
-- No foreign keys: rows of different tables arrive on their own, and what they refer to may be an instant behind.

create table federation.server (
  server         uuid primary key,
  unit_id        uuid not null,
  name           text not null,
  version        text not null,
  published_at   timestamptz not null,
  beaten_at      timestamptz not null,
  counted_until  timestamptz not null,
  received_at    timestamptz
);
comment on table federation.server is
  'A server and its heartbeat. version: the last migration it has run. counted_until: up to when its totals hold all that was entered. received_at: when the heartbeat reached this server, by this server''s clock.';

create table federation.unit (
  server         uuid not null,
  id             uuid not null,
  kind           text not null,
  level          text not null,
  is_area        boolean not null,
  line           text,
  name           text not null,
  short_name     text not null,
  official_code  text,
  valid_from     date not null,
  valid_to       date,
  primary key (server, id)
);
comment on table federation.unit is 'The units of a server, in the words of org.unit.';
create index unit_id on federation.unit (id);

create table federation.placement (
  server      uuid not null,
  id          uuid not null,
  tree        text not null,
  unit_id     uuid not null,
  parent_id   uuid not null,
  valid_from  date not null,
  valid_to    date,
  primary key (server, id)
);
comment on table federation.placement is 'Where the units of a server stand, from when to when, in the words of org.placement.';
create index placement_parent on federation.placement (server, parent_id, tree);

create table federation.indicator (
  server         uuid not null,
  code           text collate "C" not null,
  name_vi        text not null,
  name_en        text not null,
  unit_vi        text not null,
  unit_en        text not null,
  rule           text not null,
  formula        text,
  is_money       boolean not null,
  definition_vi  text not null,
  definition_en  text not null,
  valid_from     date not null,
  valid_to       date,
  primary key (server, code)
);
comment on table federation.indicator is 'What a server means by an indicator: totals are added only where it is the same here.';

create table federation.roll_up (
  server     uuid not null,
  unit_id    uuid not null,
  indicator  text collate "C" not null,
  basis      text collate "C" not null,
  slice      text collate "C" not null,
  year       smallint not null,
  total      numeric[] not null,
  proven     numeric[] not null,
  confirmed  numeric[],
  verified   numeric[],
  entries    integer[] not null,
  over       integer[],
  about      integer[],
  primary key (server, unit_id, indicator, basis, slice, year)
) with (fillfactor = 70);
comment on table federation.roll_up is
  'The totals of a server, in the words of figures.roll_up: of all, and by line. Those by theme stay at home, where the themes are named.';

create table federation.report (
  server          uuid not null,
  id              uuid not null,
  unit_id         uuid not null,
  outline         text not null,
  period          text not null,
  number          integer not null,
  issued_on       date not null,
  content_sha256  text not null,
  primary key (server, id)
);
comment on table federation.report is
  'The issued reports of a server: those that bear a number and whose day has come. No word of theirs and no name; content_sha256 lets somebody who holds the text prove that it is the one that was issued.';
create index report_issued_on on federation.report (issued_on);

grant select on federation.server, federation.unit, federation.placement, federation.indicator, federation.roll_up, federation.report
  to lantoa_app;
alter table federation.report enable row level security;
create policy report_is_read on federation.report for select to lantoa_app
  using ((select cardinality(access.units_for('federation.read'))) > 0);

create function federation.note_receipt() returns trigger
  language plpgsql set search_path = pg_catalog as $$
begin
  new.received_at := clock_timestamp();
  return new;
end
$$;
create trigger server_is_received before insert or update on federation.server
  for each row execute function federation.note_receipt();
-- Only what arrives by replication is received; a server does not receive its own heartbeat.
alter table federation.server enable replica trigger server_is_received;

-- ── From the originals ───────────────────────────────────────────────────────────────────────────────────────────────
-- One view a table: the only place that says what of an original is given.

create view federation.own_server as
  select this_server.id as server, this_server.unit_id, unit.name, (select version from federation.version_here) as version,
         this_server.published_at, clock_timestamp() as beaten_at,
         case when exists (select from figures.unfolded_flow()) or exists (select from figures.unfolded_change())
              then state.folded_at else clock_timestamp() end as counted_until
    from federation.this_server join org.unit on unit.id = this_server.unit_id, figures.roll_up_state as state
   where this_server.published_at is not null;

create view federation.own_unit as
  select this_server.id as server, unit.id, unit.kind, kind.level, kind.is_area, unit.line, unit.name, unit.short_name,
         unit.official_code, unit.valid_from, unit.valid_to
    from org.unit join org.kind on kind.code = unit.kind, federation.this_server
   where this_server.published_at is not null;

create view federation.own_placement as
  select this_server.id as server, placement.id, placement.tree, placement.unit_id, placement.parent_id, placement.valid_from, placement.valid_to
    from org.placement, federation.this_server
   where this_server.published_at is not null;

create view federation.own_indicator as
  select this_server.id as server, indicator.code collate "C" as code, indicator.name_vi, indicator.name_en, indicator.unit_vi, indicator.unit_en,
         indicator.rule, indicator.formula, indicator.is_money, indicator.definition_vi, indicator.definition_en,
         indicator.valid_from, indicator.valid_to
    from figures.indicator, federation.this_server
   where this_server.published_at is not null;

create view federation.own_roll_up as
  select this_server.id as server, roll_up.unit_id, roll_up.indicator, roll_up.basis, roll_up.slice, roll_up.year,
         roll_up.total, roll_up.proven, roll_up.confirmed, roll_up.verified, roll_up.entries, roll_up.over, roll_up.about
    from figures.roll_up, federation.this_server
   where this_server.published_at is not null and roll_up.slice not like 'theme:%';

create view federation.own_report as
  select this_server.id as server, report.id, report.unit_id, report.outline, report.period, report.number, report.issued_on,
         encode(sha256(convert_to(jsonb_build_object('outline', report.outline, 'period', report.period, 'number', report.number,
           'issued_on', report.issued_on, 'words', report.words)::text, 'UTF8')), 'hex') as content_sha256
    from reports.report, federation.this_server
   where this_server.published_at is not null and report.number is not null
     and report.issued_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date;
comment on view federation.own_report is
  'A document gets its number when it is signed: what has none, or is dated ahead, is a draft. The signer is left out of the hash as well: names could be guessed from it.';

create function federation.give(target text, only_key text default null) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  chosen constant text := case when only_key is null then 'true'
    else format('%I = %L', case target when 'indicator' then 'code' else 'id' end, only_key) end;
begin
  execute format('delete from federation.%I where server = (select id from federation.this_server) and %s', target, chosen);
  execute format('insert into federation.%1$I select * from federation.own_%1$I where %2$s', target, chosen);
end
$$;
comment on function federation.give is 'Brings one row, or all rows, of what this server gives up to date with the original.';

create function federation.give_row() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and old is not distinct from new then
    return null;
  end if;
  perform federation.give(tg_argv[0], to_jsonb(case when tg_op = 'DELETE' then old else new end) ->> tg_argv[1]);
  return null;
end
$$;
create trigger unit_is_given after insert or update or delete on org.unit
  for each row execute function federation.give_row('unit', 'id');
create trigger placement_is_given after insert or update or delete on org.placement
  for each row execute function federation.give_row('placement', 'id');
create trigger indicator_is_given after insert or update or delete on figures.indicator
  for each row execute function federation.give_row('indicator', 'code');
create trigger report_is_given after insert or update or delete on reports.report
  for each row execute function federation.give_row('report', 'id');

create function federation.give_roll_up() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  own constant uuid := (select id from federation.this_server);
begin
  if tg_op = 'DELETE' then
    delete from federation.roll_up as kept using former
     where kept.server = own and (kept.unit_id, kept.indicator, kept.basis, kept.slice, kept.year)
                               = (former.unit_id, former.indicator, former.basis, former.slice, former.year);
    return null;
  end if;
  insert into federation.roll_up as kept (server, unit_id, indicator, basis, slice, year, total, proven, confirmed, verified, entries, over, about)
  select own, unit_id, indicator, basis, slice, year, total, proven, confirmed, verified, entries, over, about
    from given where slice not like 'theme:%'
      on conflict on constraint roll_up_pkey do update set
         (total, proven, confirmed, verified, entries, over, about)
       = (excluded.total, excluded.proven, excluded.confirmed, excluded.verified, excluded.entries, excluded.over, excluded.about);
  return null;
end
$$;
create trigger roll_up_is_given_new after insert on figures.roll_up
  referencing new table as given for each statement execute function federation.give_roll_up();
create trigger roll_up_is_given_changed after update on figures.roll_up
  referencing new table as given for each statement execute function federation.give_roll_up();
create trigger roll_up_is_given_gone after delete on figures.roll_up
  referencing old table as former for each statement execute function federation.give_roll_up();

create function federation.watch(is_on boolean) returns void
  language plpgsql set search_path = pg_catalog as $$
declare
  trigger record;
begin
  for trigger in select tgrelid::regclass as target, tgname as name from pg_trigger
                  where tgfoid in ('federation.give_row'::regproc, 'federation.give_roll_up'::regproc) order by 1, 2 loop
    execute format('alter table %s %s trigger %I', trigger.target, case when is_on then 'enable' else 'disable' end, trigger.name);
  end loop;
end
$$;
comment on function federation.watch is 'Switches the triggers that give on or off. Off, they cost nothing at all.';
select federation.watch(false);

create function federation.beat() returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  before timestamptz;
begin
  select beaten_at into before from federation.server where server = (select id from federation.this_server where published_at is not null);
  if not found then
    return;
  end if;
  update federation.server as kept
     set (unit_id, name, version, published_at, beaten_at, counted_until) = (own.unit_id, own.name, own.version, own.published_at, own.beaten_at, own.counted_until)
    from federation.own_server as own where own.server = kept.server;
  -- A report that was dated ahead is issued when its day comes.
  if (before at time zone 'Asia/Ho_Chi_Minh')::date < (now() at time zone 'Asia/Ho_Chi_Minh')::date then
    perform federation.give('report');
  end if;
end
$$;
comment on function federation.beat is 'The heartbeat of a server that has published: lets others see how far behind they are. Does nothing elsewhere.';

create function federation.publish(speaks_for uuid) returns void
  language plpgsql set search_path = pg_catalog as $$
declare
  own uuid;
begin
  insert into federation.this_server as kept (unit_id, published_at) values (speaks_for, now())
      on conflict (is_only) do update set unit_id = excluded.unit_id, published_at = coalesce(kept.published_at, excluded.published_at)
  returning id into own;
  -- First the triggers: whoever writes waits for this transaction, so nothing slips between them and the filling.
  perform federation.watch(true);
  perform federation.give(target) from unnest(array['unit', 'placement', 'indicator', 'roll_up', 'report']) as target;
  delete from federation.server where server = own;
  insert into federation.server (server, unit_id, name, version, published_at, beaten_at, counted_until)
  select server, unit_id, name, version, published_at, beaten_at, counted_until from federation.own_server;
  if not exists (select from pg_publication where pubname = 'lantoa_outbox') then
    -- Every column is named: what is not written here never leaves. Nor does what others have given to this server.
    execute format($sql$
      create publication lantoa_outbox for table
        federation.server (server, unit_id, name, version, published_at, beaten_at, counted_until) where (server = %1$L),
        federation.unit (server, id, kind, level, is_area, line, name, short_name, official_code, valid_from, valid_to) where (server = %1$L),
        federation.placement (server, id, tree, unit_id, parent_id, valid_from, valid_to) where (server = %1$L),
        federation.indicator (server, code, name_vi, name_en, unit_vi, unit_en, rule, formula, is_money, definition_vi, definition_en, valid_from, valid_to) where (server = %1$L),
        federation.roll_up (server, unit_id, indicator, basis, slice, year, total, proven, confirmed, verified, entries, over, about) where (server = %1$L),
        federation.report (server, id, unit_id, outline, period, number, issued_on, content_sha256) where (server = %1$L)
      with (publish = 'insert, update, delete')$sql$, own);
  end if;
end
$$;
comment on function federation.publish is 'Begins to give: fills the tables, keeps them up to date from now on, and opens them to the outbox. A second time it brings all of it anew.';

create function federation.forget(gone uuid) returns void
  language plpgsql set search_path = pg_catalog as $$
begin
  delete from federation.unit where server = gone;
  delete from federation.placement where server = gone;
  delete from federation.indicator where server = gone;
  delete from federation.roll_up where server = gone;
  delete from federation.report where server = gone;
  delete from federation.server where server = gone;
  delete from federation.joined where server = gone;
end
$$;
comment on function federation.forget is 'Deletes all that a server has given.';

create function federation.withdraw() returns void
  language plpgsql set search_path = pg_catalog as $$
begin
  drop publication if exists lantoa_outbox;
  perform federation.watch(false);
  update federation.this_server set published_at = null;
  perform federation.forget(id) from federation.this_server;
end
$$;
comment on function federation.withdraw is 'Ends the giving. Who this server is stays, so that it is the same when it publishes again.';

revoke execute on function federation.give, federation.watch, federation.beat, federation.publish, federation.forget, federation.withdraw from public;

-- ── On the national server ───────────────────────────────────────────────────────────────────────────────────────────

create view federation.member with (security_invoker = true) as
  select joined.server, joined.address, joined.joined_at, server.unit_id, server.name, server.version, server.beaten_at,
         server.counted_until, server.received_at,
         case when exists (select from org.unit where unit.id = server.unit_id) then 'known_here'
              when exists (select from org.unit as here join figures.roll_up on roll_up.unit_id = here.id
                            where here.official_code = root.official_code
                              and daterange(here.valid_from, here.valid_to) && daterange(root.valid_from, root.valid_to)) then 'counted_here'
              when exists (select from federation.joined as earlier
                             join federation.server as other on other.server = earlier.server
                             join federation.unit as theirs on theirs.server = other.server and theirs.id = other.unit_id
                            where (earlier.joined_at, earlier.server) < (joined.joined_at, joined.server)
                              and (theirs.id = server.unit_id or (theirs.official_code = root.official_code
                                   and daterange(theirs.valid_from, theirs.valid_to) && daterange(root.valid_from, root.valid_to)))) then 'counted_by_another'
         end as conflict
    from federation.joined
    left join federation.server on server.server = joined.server
    left join federation.unit as root on root.server = server.server and root.id = server.unit_id;
comment on view federation.member is
  'The servers that have joined. conflict: why the figures of one are not added, since its unit is counted already – by this server itself, or by one that joined earlier.';
grant select on federation.member to lantoa_app;
