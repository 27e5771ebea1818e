-- 0051_bound_rows.sql – every row that somebody relies on is bound to the audit line of the transaction that wrote it.
--
-- A trigger of each bound table writes the digests of the rows of a statement into ledger.write; the audit line of the
-- transaction carries the hash of all of them, and the chain of the audit carries that. Reasons: docs/decisions/0044-bound-rows-and-roots.md.
create schema ledger;
grant usage on schema ledger to lantoa_app, lantoa_public;

create table ledger.bound (
  relation  text primary key,
  is_daily  boolean not null default false,
  left_out  text[] not null default '{}',
  columns   text[] not null default '{}',
  bound_at  timestamptz
);
comment on table ledger.bound is
  'The tables whose rows are bound. left_out: columns that may change without a word; columns: those that are bound now. is_daily: rows of people who are promised that nobody can tell when they wrote; they are bound once a day, all together.';

create table ledger.write (
  id        bigint generated always as identity primary key,
  act       uuid not null,
  relation  text not null,
  kind      text not null,
  at        timestamptz not null default now(),
  keys      text[] not null,
  digests   bytea not null,
  constraint write_kind_is_unknown     check (kind in ('found', 'insert', 'update', 'delete')),
  constraint write_digests_are_missing check (octet_length(digests) = case when kind = 'delete' then 0 else 32 * cardinality(keys) end)
);
comment on table ledger.write is
  'The rows that a statement wrote: their keys and, one after the other, the SHA-256 of each. act is the transaction, as its audit line names it. found: rows that were there before the table was bound.';

alter table access.audit add column act uuid, add column bound bytea;
comment on column access.audit.act is 'The transaction, where it has written bound rows until this line.';
comment on column access.audit.bound is 'The hash of all bound rows that the transaction has written until this line.';

create function ledger.hash_of(one ledger.write) returns bytea
  language sql immutable parallel safe
  return sha256(convert_to(concat_ws('|', one.act, one.relation, one.kind, extract(epoch from one.at), one.keys::text), 'UTF8') || one.digests);

create function ledger.fold(folded bytea, next_hash bytea) returns bytea
  language sql immutable parallel safe
  return sha256(folded || next_hash);
create aggregate ledger.folded(bytea) (sfunc = ledger.fold, stype = bytea, initcond = '');

create function ledger.note(written_to text, kind_written text, keys_written text[], digests_written bytea) returns void
  language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare
  state text := coalesce(current_setting('lantoa.act', true), '');
  one ledger.write;
begin
  if coalesce(cardinality(keys_written), 0) = 0 then
    return;
  end if;
  insert into ledger.write (act, relation, kind, keys, digests)
    values (case when state = '' then uuidv7() else split_part(state, ':', 1)::uuid end,
            written_to, kind_written, keys_written, digests_written)
    returning * into one;
  perform set_config('lantoa.act', one.act || ':' ||
    encode(ledger.fold(decode(split_part(state, ':', 2), 'hex'), ledger.hash_of(one)), 'hex'), true);
end
$$;
comment on function ledger.note is
  'Writes down what a statement wrote. The hash of all that the transaction has written so far goes along in a setting of the transaction, until write_audit takes it.';

create function ledger.key_of(relation_asked text) returns text
  language sql stable set search_path = pg_catalog as $$
  select string_agg(format('r.%I::text', attribute.attname), $q$ || '|' || $q$ order by place.at)
    from pg_index as one
    cross join lateral unnest(one.indkey::int2[]) with ordinality as place (attnum, at)
    join pg_attribute as attribute on attribute.attrelid = one.indrelid and attribute.attnum = place.attnum
   where one.indrelid = relation_asked::regclass and one.indisprimary
$$;

create function ledger.digest_of(columns_bound text[]) returns text
  language sql immutable set search_path = pg_catalog as $$
  select format('sha256(convert_to(row(%s)::text, ''UTF8''))', string_agg(format('r.%I', name), ', ' order by at))
    from unnest(columns_bound) with ordinality as one (name, at)
$$;
comment on function ledger.digest_of is 'How the digest of a row r is worked out, as SQL. Only under UTC and ISO dates, so that a row has one text.';

create function ledger.columns_of(asked ledger.bound) returns text[]
  language sql stable set search_path = pg_catalog as $$
  select array_agg(attname::text order by attnum) from pg_attribute
   where attrelid = asked.relation::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (asked.left_out)
$$;

create function ledger.watch(asked ledger.bound, columns_bound text[]) returns void
  language plpgsql set search_path = ledger, pg_catalog as $$
declare
  name constant text := 'watch_' || replace(asked.relation, '.', '_');
  row_text constant text := format('select %s as key, %s as digest', ledger.key_of(asked.relation), ledger.digest_of(columns_bound));
begin
  execute format($q$
    create or replace function ledger.%I() returns trigger
      language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' set datestyle = 'ISO, YMD' as $body$
    declare
      found_keys text[];
      found_digests bytea;
    begin
      if tg_op = 'INSERT' then
        select array_agg(key order by key collate "C"), string_agg(digest, '' order by key collate "C") into found_keys, found_digests
          from (%2$s from fresh as r) as written;
      elsif tg_op = 'UPDATE' then
        -- What is left out may change without a word, and what stayed as it was is not written again.
        select array_agg(key order by key collate "C"), string_agg(digest, '' order by key collate "C") into found_keys, found_digests
          from (%2$s from fresh as r except %2$s from gone as r) as written;
      else
        select array_agg(key order by key collate "C"), ''::bytea into found_keys, found_digests
          from (select %3$s as key from gone as r) as written;
      end if;
      perform ledger.note(%4$L, lower(tg_op), found_keys, found_digests);
      return null;
    end
    $body$ $q$, name, row_text, ledger.key_of(asked.relation), asked.relation);
  execute format('create or replace trigger row_is_bound_new after insert on %s referencing new table as fresh for each statement execute function ledger.%I()', asked.relation, name);
  execute format('create or replace trigger row_is_bound_changed after update on %s referencing old table as gone new table as fresh for each statement execute function ledger.%I()', asked.relation, name);
  execute format('create or replace trigger row_is_bound_gone after delete on %s referencing old table as gone for each statement execute function ledger.%I()', asked.relation, name);
end
$$;

create function ledger.bind_found(relation_asked text, columns_bound text[], which text) returns bigint
  language plpgsql set search_path = ledger, pg_catalog set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare
  chunk record;
  found_rows bigint := 0;
begin
  for chunk in execute format($q$
    select array_agg(key order by key collate "C") as keys, string_agg(digest, '' order by key collate "C") as digests
      from (select key, digest, (row_number() over (order by key collate "C") - 1) / 2000 as part
              from (select %s as key, %s as digest from %s as r) as one where %s) as parted
     group by part order by part $q$,
    ledger.key_of(relation_asked), ledger.digest_of(columns_bound), relation_asked, which)
  loop
    perform ledger.note(relation_asked, 'found', chunk.keys, chunk.digests);
    found_rows := found_rows + cardinality(chunk.keys);
  end loop;
  return found_rows;
end
$$;

create function ledger.bind_all() returns bigint
  language plpgsql set search_path = ledger, pg_catalog as $$
declare
  one ledger.bound;
  wanted text[];
  found_rows bigint := 0;
begin
  for one in select * from ledger.bound order by relation loop
    wanted := ledger.columns_of(one);
    if one.columns is distinct from wanted then
      if not one.is_daily then
        perform ledger.watch(one, wanted);
        found_rows := found_rows + ledger.bind_found(one.relation, wanted, 'true');
      end if;
      update ledger.bound set columns = wanted, bound_at = now() where relation = one.relation;
    end if;
  end loop;
  return found_rows;
end
$$;
comment on function ledger.bind_all is
  'Binds the tables of ledger.bound that are not bound yet, or whose columns have changed since; what they hold is written down as found. Run after every migration.';

create function ledger.sweep() returns bigint
  language plpgsql set search_path = ledger, pg_catalog as $$
declare
  one ledger.bound;
  found_rows bigint := 0;
begin
  for one in select * from ledger.bound where is_daily order by relation loop
    -- Only what is new: a row that was bound and has been changed since must not be bound a second time.
    found_rows := found_rows + ledger.bind_found(one.relation, one.columns, format(
      'not exists (select from (select unnest(write.keys) as bound_key from ledger.write where write.relation = %L) as known where known.bound_key = one.key)',
      one.relation));
  end loop;
  return found_rows;
end
$$;
comment on function ledger.sweep is 'Binds what people wrote today who are promised that nobody can tell when.';

-- ── The audit line carries them ──────────────────────────────────────────────────────────────────────────────────────

create function access.audit_hash(previous bytea, chain integer, entry bigint, at timestamptz, person uuid, action text, unit uuid,
                                  subject jsonb, act uuid, bound bytea) returns bytea
  language sql immutable parallel safe
  return case when act is null and bound is null then access.audit_hash(previous, chain, entry, at, person, action, unit, subject)
    else sha256(previous || convert_to(concat_ws('|', chain, entry, extract(epoch from at), coalesce(person::text, '-'), action,
                                                 coalesce(unit::text, '-'), subject::text, coalesce(act::text, '-'),
                                                 coalesce(encode(bound, 'hex'), '-')), 'UTF8')) end;

create or replace function access.write_audit(action_done text, unit uuid, subject_noted jsonb) returns void
  language plpgsql security definer set search_path = access, pg_catalog as $$
declare
  head access.audit_chain;
  next_entry bigint;
  written_at timestamptz := clock_timestamp();
  next_hash bytea;
  state constant text := coalesce(current_setting('lantoa.act', true), '');
  act_done uuid;
  bound_so_far bytea;
begin
  select * into head from access.audit_chain order by random() limit 1 for update skip locked;
  if not found then
    select * into head from access.audit_chain where number = 1 for update;
  end if;
  if state <> '' then
    act_done := split_part(state, ':', 1)::uuid;
    bound_so_far := decode(split_part(state, ':', 2), 'hex');
  end if;
  next_entry := head.last_entry + 1;
  next_hash := access.audit_hash(head.last_hash, head.number, next_entry, written_at, access.actor(), action_done, unit, subject_noted,
                                 act_done, bound_so_far);
  insert into access.audit (chain, entry, at, person_id, action, unit_id, subject, hash, act, bound)
    values (head.number, next_entry, written_at, access.actor(), action_done, unit, subject_noted, next_hash, act_done, bound_so_far);
  update access.audit_chain set last_entry = next_entry, last_hash = next_hash where number = head.number;
end
$$;

-- ── The root of a day ────────────────────────────────────────────────────────────────────────────────────────────────

create table ledger.root (
  number      integer primary key,
  made_at     timestamptz not null,
  content     text not null,
  hash        bytea not null,
  public_key  bytea not null,
  signature   bytea not null,
  time_stamp  bytea,
  constraint root_is_malformed check (number > 0 and octet_length(hash) = 32 and octet_length(public_key) = 32 and octet_length(signature) = 64)
);
comment on table ledger.root is
  'What everything comes to at the end of a day: the heads of all chains of the audit and the hash of the root before, signed by the system (Ed25519) and published. content is what was signed, to the byte; time_stamp a token (RFC 3161) over its hash.';
create trigger root_is_never_changed before update or delete or truncate on ledger.root
  for each statement execute function access.refuse_change();
create trigger write_is_never_changed before update or delete or truncate on ledger.write
  for each statement execute function access.refuse_change();
alter table ledger.root enable row level security;
alter table ledger.write enable row level security;
alter table ledger.bound enable row level security;
grant select on ledger.root to lantoa_app, lantoa_public;
create policy root_is_public on ledger.root for select to lantoa_app, lantoa_public using (true);
revoke execute on function ledger.note, ledger.bind_all, ledger.bind_found, ledger.sweep, ledger.watch from public;

-- ── What is bound ────────────────────────────────────────────────────────────────────────────────────────────────────

-- The digest of words that are erased later must tell nobody who guesses them: a salt goes into it that is replaced with them.
create function ledger.renew_salt() returns trigger language plpgsql as $$
begin
  new.salt := gen_random_uuid();
  return new;
end
$$;
alter table access.person       add column salt uuid not null default gen_random_uuid();
alter table activities.version  add column salt uuid not null default gen_random_uuid();
alter table evidence.attachment add column salt uuid not null default gen_random_uuid();
create trigger person_digest_is_salted before update on access.person for each row execute function ledger.renew_salt();
create trigger version_digest_is_salted before update on activities.version for each row execute function ledger.renew_salt();
create trigger attachment_digest_is_salted before update on evidence.attachment for each row execute function ledger.renew_salt();

-- A photo that was made smaller is another file: its hash is kept beside that of the photo.
alter table evidence.file add column small_sha256 text;
comment on column evidence.file.small_sha256 is 'The hash of the small copy that lists and pages show; empty where there is none, or none that was hashed yet.';

insert into ledger.bound (relation, left_out) values
  ('access.person', '{phone,language,two_factor_enabled,updated_at}'),
  ('access.role_held', '{}'),
  -- The sealed half goes when the key ends; what signatures are checked with stays.
  ('access.signing_key', '{sealed,salt,cost,block_size,parallel}'),
  ('org.unit', '{}'), ('org.placement', '{}'), ('org.succession', '{}'),
  ('org.reorganisation', '{}'), ('org.reorganisation_step', '{}'),
  ('parameters.parameter', '{}'), ('parameters.holiday', '{}'),
  ('initiatives.kind', '{}'), ('initiatives.form', '{}'), ('initiatives.field', '{}'),
  ('initiatives.initiative', '{}'), ('initiatives.life', '{}'), ('initiatives.recognition', '{}'),
  ('initiatives.brought', '{}'), ('initiatives.removed', '{}'), ('initiatives.served_theme', '{}'), ('initiatives.target', '{}'),
  ('activities.activity', '{}'), ('activities.version', '{}'), ('activities.review', '{}'),
  ('evidence.file', '{}'), ('evidence.attachment', '{}'), ('evidence.consent', '{}'), ('evidence.consent_subject', '{}'),
  ('verification.spot_check', '{}'), ('verification.candidate', '{}'), ('verification.finding', '{}'),
  ('verification.proof', '{}'), ('verification.batch', '{}'), ('verification.hold', '{}'),
  ('gatherings.gathering', '{}'), ('gatherings.version', '{}'), ('gatherings.turnout', '{}'), ('gatherings.studied', '{}'),
  ('gatherings.invited', '{}'), ('gatherings.listed', '{}'), ('gatherings.material', '{}'), ('gatherings.door_look', '{}'),
  ('programme.term', '{}'), ('programme.theme', '{}'), ('programme.theme_material', '{}'),
  ('programme.document', '{}'), ('programme.document_file', '{text}'), ('programme.document_theme', '{}'),
  ('programme.issuing', '{}'), ('programme.reserved_number', '{}'),
  ('programme.plan', '{}'), ('programme.plan_answer', '{}'), ('programme.carries_out', '{}'),
  ('programme.task', '{}'), ('programme.task_event', '{}'), ('programme.handing', '{}'),
  ('programme.target', '{}'), ('programme.target_version', '{}'), ('programme.change', '{}'),
  ('pledges.collective', '{}'), ('pledges.personal', '{}'), ('pledges.paper', '{}'),
  -- Facts that come back from an archive on another server get another transaction.
  ('figures.fact', '{posted_in}'),
  ('figures.indicator', '{}'), ('figures.share', '{}'), ('figures.archive', '{}'), ('figures.condensed', '{}'),
  ('figures.reading', '{}'), ('figures.official_list', '{}'), ('figures.question_answer', '{}'),
  ('reports.outline', '{}'), ('reports.regime', '{}'), ('reports.approval', '{}'),
  ('reports.report', '{}'), ('reports.section', '{}'), ('reports.section_text', '{}'), ('reports.kept_number', '{}'),
  ('reports.frozen', '{}'), ('reports.signature', '{}'), ('reports.step', '{}'), ('reports.named_gap', '{}'),
  ('reports.sending', '{}'), ('reports.sending_step', '{}'), ('reports.settled_rival', '{}'),
  ('portal.site', '{}');
insert into ledger.bound (relation, left_out, is_daily) values
  ('verification.answer', '{}', true),
  ('verification.held', '{}', true),
  ('gatherings.rating', '{}', true);
