-- 0060_files_leave.sql – a file that somebody sent and that proves nothing is removed after a while.
--
-- The row goes first, the bytes an hour later: whoever reads one snapshot (`lantoa verify`) still finds them until then. A
-- process that is killed in between leaves the name here, and the next round removes the bytes.

create table evidence.leaving (
  sha256      text primary key,
  media_type  text not null,
  left_at     timestamptz not null default now(),
  removed_at  timestamptz,
  constraint leaving_hash_is_malformed check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table evidence.leaving is
  'Files without a row, whose bytes are to be removed or have just been. Only the system reads it.';
create index leaving_left on evidence.leaving (left_at);
alter table evidence.leaving enable row level security;

-- Sending a file again counts from then on.
grant update (at) on evidence.sent to lantoa_app;

create function evidence.lock_of(hash text) returns bigint
  language sql immutable parallel safe
  return (60::bigint << 32) + (('x' || substring(hash for 3))::bit(12)::integer >> 2);
comment on function evidence.lock_of is
  'The lock under which a file arrives or leaves. Some files share one: a load of ten thousand takes no more than 1,024.';

create function evidence.hold(hashes text[]) returns void
  language plpgsql set search_path = evidence, pg_catalog as $$
declare
  lock bigint;
begin
  for lock in select distinct lock_of(hash) as number from unnest(hashes) as hash order by number loop
    perform pg_advisory_xact_lock_shared(lock);
  end loop;
end
$$;
comment on function evidence.hold is 'Nobody removes these files until the transaction ends.';

create function evidence.take_back(hashes text[]) returns text[]
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
declare
  removed text[];
begin
  perform hold(hashes);
  with back as (delete from evidence.leaving where sha256 = any (hashes) returning sha256, removed_at)
  select coalesce(array_agg(sha256) filter (where removed_at is not null), '{}') into removed from back;
  return removed;
end
$$;
comment on function evidence.take_back is
  'Files that arrive stay, also those on their way out. Returns those whose bytes have been removed of late: they must be looked for.';
revoke execute on function evidence.take_back from public;
grant execute on function evidence.take_back to lantoa_app;

create function evidence.unattached(waiting interval, acknowledged interval, most integer) returns setof text
  language plpgsql stable security definer set search_path = evidence, pg_catalog as $$
declare
  unreferenced text;
begin
  -- What a new module lets point at a file is asked from the day on which its foreign key is made.
  select string_agg(format('not exists (select from %s as other where other.%I = file.sha256)', conrelid::regclass, attname), ' and '
                    order by conrelid, attname)
    into unreferenced
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
   where contype = 'f' and confrelid = 'evidence.file'::regclass
     and conrelid <> all (array['evidence.sent', 'evidence.receipt', 'evidence.fingerprint']::regclass[]);
  return query execute format($q$
    select file.sha256 from evidence.file
     where exists (select from evidence.sent where sent.sha256 = file.sha256)
       and not exists (select from evidence.sent where sent.sha256 = file.sha256 and sent.at >= now() - $1)
       and not exists (select from evidence.receipt where receipt.sha256 = file.sha256 and receipt.at >= now() - $2)
       and %s
     order by file.sha256 limit $3 $q$, unreferenced) using waiting, acknowledged, most;
end
$$;
comment on function evidence.unattached is
  'Files that somebody sent longer ago than waiting and that nothing points at; those acknowledged to a phone wait longer.';

create function evidence.collect(hash text, waiting interval, acknowledged interval) returns boolean
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
declare
  kept_as text;
begin
  -- Whoever sends or attaches it at this moment goes first: the next round asks again.
  if not pg_try_advisory_xact_lock(lock_of(collect.hash)) then
    return false;
  end if;
  select media_type into kept_as from file where sha256 = collect.hash for update skip locked;
  if not found
     or exists (select from sent where sha256 = collect.hash and at >= now() - waiting)
     or exists (select from receipt where sha256 = collect.hash and at >= now() - acknowledged) then
    return false;
  end if;
  delete from sent where sha256 = collect.hash;
  delete from receipt where sha256 = collect.hash;
  delete from fingerprint where sha256 = collect.hash;
  delete from file where sha256 = collect.hash;
  insert into leaving (sha256, media_type) values (collect.hash, kept_as)
    on conflict (sha256) do update set left_at = now(), removed_at = null;
  return true;
exception when foreign_key_violation then
  return false;
end
$$;
comment on function evidence.collect is
  'Removes the row of a file that nothing points at, whatever a foreign key may come from. Its bytes are removed later.';
revoke execute on function evidence.unattached, evidence.collect from public;

select ledger.bind_all();
