-- 0070_files_that_are_awaited_stay.sql – a photo that a record has announced is never removed; a photo sent again waits anew.
--
-- 0060 removed a photo with a receipt after 30 days, also where its record was there and only other photos of it were missing:
-- the phone has dropped its bytes by then.

create function evidence.is_awaited(hash text) returns boolean
  language plpgsql stable security definer set search_path = evidence, pg_catalog as $$
begin
  return exists (
    select from receipt join activities.photo_under_way as announced using (person_id, sent_sha256)
     where receipt.sha256 = is_awaited.hash and announced.arrived_at is null);
end
$$;
comment on function evidence.is_awaited is 'Whether a record has announced this photo, and it is not attached to it yet.';
revoke execute on function evidence.is_awaited from public;

create or replace function evidence.take_back(hashes text[]) returns text[]
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
declare
  doubtful text[];
begin
  perform hold(hashes);
  with back as (delete from evidence.leaving where sha256 = any (hashes) returning sha256)
  select coalesce(array_agg(sha256), '{}') into doubtful from back;
  return doubtful;
end
$$;
comment on function evidence.take_back is
  'Files that arrive stay, also those on their way out. Returns those whose bytes may have been removed, also by a round that broke off: they must be looked for.';

drop function evidence.unattached(interval, interval, integer);
create function evidence.unattached(waiting interval, acknowledged interval, after text, most integer) returns setof text
  language plpgsql stable security definer set search_path = evidence, pg_catalog as $$
declare
  unreferenced text;
begin
  -- What a new module lets point at a file is asked from the day on which its foreign key is made.
  select string_agg(format('not exists (select from %s as other where other.%I = file.sha256)', conrelid::regclass, pointing.attname), ' and '
                    order by conrelid, pointing.attname)
    into unreferenced
    from pg_constraint
    cross join lateral unnest(conkey, confkey) as pair (own, theirs)
    join pg_attribute as pointing on pointing.attrelid = conrelid and pointing.attnum = pair.own
    join pg_attribute as pointed on pointed.attrelid = confrelid and pointed.attnum = pair.theirs and pointed.attname = 'sha256'
   where contype = 'f' and confrelid = 'evidence.file'::regclass
     and conrelid <> all (array['evidence.sent', 'evidence.receipt', 'evidence.fingerprint']::regclass[]);
  return query execute format($q$
    select file.sha256 from evidence.file
     where file.sha256 > $3
       and exists (select from evidence.sent where sent.sha256 = file.sha256)
       and not evidence.stays(file.sha256, $1, $2)
       and %s
     order by file.sha256 limit $4 $q$, unreferenced) using waiting, acknowledged, after, most;
end
$$;
comment on function evidence.unattached is
  'Files after this one that somebody sent longer ago than waiting and that nothing points at; those acknowledged to a phone wait longer.';

create function evidence.stays(hash text, waiting interval, acknowledged interval) returns boolean
  language sql stable security definer set search_path = evidence, pg_catalog as $$
  -- Whoever asks for the receipt of a photo, or sends it again, counts on it from then on.
  select exists (
           select from evidence.sent
            where sent.sha256 = stays.hash
              and sent.at >= now() - case when exists (select from evidence.receipt where receipt.sha256 = stays.hash)
                                          then acknowledged else waiting end)
      or exists (select from evidence.receipt where receipt.sha256 = stays.hash and receipt.at >= now() - acknowledged)
      or evidence.is_awaited(stays.hash)
$$;
comment on function evidence.stays is 'Whether a file that proves nothing yet waits for its record.';
revoke execute on function evidence.stays, evidence.unattached from public;

create or replace function evidence.collect(hash text, waiting interval, acknowledged interval) returns boolean
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
declare
  kept_as text;
begin
  -- Whoever sends or attaches it at this moment goes first: the next round asks again.
  if not pg_try_advisory_xact_lock(lock_of(collect.hash)) then
    return false;
  end if;
  select media_type into kept_as from file where sha256 = collect.hash for update skip locked;
  if not found or stays(collect.hash, waiting, acknowledged) then
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
