-- 0054_sealed_words.sql – what was said and shown of people who need protection is for those who work with them.
--
-- Words are sealed by the program, which holds the key; the database keeps `sealed:` and what nobody can read. Files of such
-- records are read by those who have `activity.read_protected` for the unit. Others learn that they are there, and how many.

alter table activities.activity
  drop constraint activity_summary_is_too_long,
  add constraint activity_summary_is_too_long check (char_length(summary) between 1 and 2000 or summary like 'sealed:%');
alter table activities.activity alter column search
  set expression as (case when summary like 'sealed:%' then '' else org.plain(summary) end);
alter table activities.review
  drop constraint review_reason_is_too_long,
  add constraint review_reason_is_too_long check (char_length(reason) <= 1000 or reason like 'sealed:%');

create function activities.protects(activity uuid) returns boolean
  language sql stable security definer set search_path = activities, initiatives, pg_catalog
  return (select coalesce(bool_or(kind.protects_people), false)
            from activities.activity join initiatives.initiative on initiative.id = activity.initiative_id
            join initiatives.kind on kind.code = initiative.kind
           where activity.id = protects.activity);
comment on function activities.protects is 'Whether a record is of a kind that protects those whom it serves.';

-- ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

alter table evidence.attachment add column is_protected boolean not null default false;
comment on column evidence.attachment.is_protected is
  'It shows somebody who needs protection: only activity.read_protected reads it, and the name that it had on a phone is not kept.';

create function evidence.protect_attachment() returns trigger
  language plpgsql security definer set search_path = evidence, verification, activities, pg_catalog as $$
begin
  new.is_protected := case new.source_kind
    when 'activity' then activities.protects(new.source_id)
    when 'finding' then coalesce((select activities.protects(finding.activity_id) from verification.finding where finding.id = new.source_id), false)
    else false end;
  if new.is_protected then
    new.name := '';
    new.caption := '';
    update evidence.sent set name = '' where sent.sha256 = new.sha256 and sent.name <> '';
  end if;
  return new;
end
$$;
create trigger attachment_is_protected before insert on evidence.attachment
  for each row execute function evidence.protect_attachment();

create function evidence.protect_files() returns void
  language sql security definer set search_path = evidence, verification, activities, pg_catalog as $$
  with found as (
    update evidence.attachment set is_protected = true, name = '', caption = ''
     where not is_protected and (
       source_kind = 'activity' and activities.protects(source_id)
       or source_kind = 'finding' and exists (
         select from verification.finding where finding.id = source_id and activities.protects(finding.activity_id)))
    returning sha256
  )
  update evidence.sent set name = '' where name <> '' and sha256 in (select sha256 from found)
$$;
comment on function evidence.protect_files is 'Protects the files of records whose kind has begun to protect those whom it serves.';
revoke execute on function evidence.protect_files from public;

create function initiatives.protect_files() returns trigger
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
begin
  perform evidence.protect_files();
  return null;
end
$$;
create trigger kind_protects_files after update on initiatives.kind for each row
  when (new.protects_people and not old.protects_people) execute function initiatives.protect_files();

-- Restrictive: whoever reads files for any other reason does not read these.
create policy attachment_is_for_those_who_need_it on evidence.attachment as restrictive for select to lantoa_app
  using (not is_protected or unit_id = any ((select access.units_for('activity.read_protected'))::uuid[]));

create function evidence.count_of(kind text, id uuid) returns bigint
  language sql stable security definer set search_path = evidence, access, pg_catalog
  return (select count(*) from evidence.attachment
           where source_kind = count_of.kind and source_id = count_of.id and removed_at is null
             and unit_id = any (access.units_for('activity.read')::uuid[]));
comment on function evidence.count_of is 'How many files prove something, also for those who do not see them.';
revoke execute on function evidence.count_of from public;
grant execute on function evidence.count_of to lantoa_app;

-- Where a record was made may be where somebody lives.
drop policy place_is_read on activities.place;
create policy place_is_read on activities.place for select to lantoa_app
  using (exists (select from activities.activity where activity.id = place.activity_id
    and (not activities.protects(activity.id) or activity.unit_id = any ((select access.units_for('activity.read_protected'))::uuid[]))));
