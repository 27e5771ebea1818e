-- 0018_evidence_of_all_kinds.sql – files of all kinds, what the public may see of them, and who agreed to it.

alter table evidence.file drop constraint file_type_is_refused;
alter table evidence.file add constraint file_type_is_refused check (media_type in (
  'image/jpeg', 'image/png', 'image/webp',
  'video/mp4', 'video/quicktime', 'video/webm', 'video/3gpp',
  'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet'));

-- The name that a file had with its sender stands with the sending and the attaching, never with the bytes: it may tell
-- of somebody, and the same bytes come under many names.
alter table evidence.sent
  add column name text not null default '',
  add constraint sent_name_is_too_long check (char_length(name) <= 200);

alter table evidence.attachment
  add column name           text not null default '',
  add column public_sha256  text references evidence.file,
  add column covered        jsonb not null default '[]',
  add column looked_by      uuid references access.person,
  add column looked_at      timestamptz,
  add column public_until   date,
  add column needs_covering boolean not null default false,
  add constraint attachment_name_is_too_long check (char_length(name) <= 200),
  add constraint attachment_covered_is_malformed check (jsonb_typeof(covered) = 'array' and jsonb_array_length(covered) <= 100);
-- What a checker had opened before stays open: nothing of it was covered, since nothing could be.
update evidence.attachment set public_sha256 = sha256 where is_public;
alter table evidence.attachment
  add constraint attachment_was_not_looked_at check (not is_public or public_sha256 is not null),
  add constraint attachment_needs_covering check (not needs_covering or public_sha256 is distinct from sha256);
comment on column evidence.attachment.public_sha256 is
  'All that the public may ever see of it: a copy with faces and plates covered, or the file itself where somebody looked and found nothing to cover.';
comment on column evidence.attachment.covered is 'The rectangles that were covered, in thousandths of width and height.';
comment on column evidence.attachment.public_until is 'The last day on which all who agreed still agree; empty without a term.';
comment on column evidence.attachment.needs_covering is
  'Somebody in it has withdrawn their word: from then on the public sees it covered or not at all.';
create index attachment_public_sha256 on evidence.attachment (public_sha256);
create index attachment_looked_by on evidence.attachment (looked_by);

create table evidence.consent (
  id                 uuid primary key default uuidv7(),
  unit_id            uuid not null references org.unit,
  person_name        text not null,
  person_kind        text not null,
  guardian_name      text,
  child_agreed       boolean not null default false,
  things             text[] not null,
  channels           text[] not null,
  purpose            text not null,
  given_on           date not null,
  given_how          text not null,
  valid_until        date,
  proof_sha256       text references evidence.file,
  recorded_by        uuid not null references access.person,
  recorded_at        timestamptz not null default now(),
  withdrawn_at       timestamptz,
  withdrawn_by       uuid references access.person,
  withdrawal_reason  text,
  constraint consent_person_is_unknown      check (person_kind in ('adult', 'child_under_7', 'child_from_7')),
  constraint consent_lacks_a_guardian       check (person_kind = 'adult' or guardian_name is not null),
  constraint consent_lacks_the_child        check (person_kind <> 'child_from_7' or child_agreed),
  constraint consent_is_for_nothing         check (cardinality(things) > 0 and things <@ array['photo', 'name', 'story', 'voice']),
  constraint consent_has_no_channel         check (cardinality(channels) > 0 and channels <@ array['portal', 'facebook', 'zalo', 'radio', 'report']),
  constraint consent_has_no_purpose         check (char_length(purpose) between 3 and 500),
  constraint consent_was_given_in_future    check (given_on <= (recorded_at at time zone 'Asia/Ho_Chi_Minh')::date),
  constraint consent_ends_before_it_begins  check (valid_until >= given_on),
  constraint consent_way_is_unknown         check (given_how in ('paper', 'electronic', 'recorded_speech')),
  constraint consent_has_no_proof           check (proof_sha256 is not null),
  constraint consent_withdrawal_is_unsigned check ((withdrawn_at is null) = (withdrawn_by is null)),
  constraint consent_reason_is_too_long     check (char_length(withdrawal_reason) <= 4000)
);
comment on table evidence.consent is
  'Somebody''s agreement that something of them is published: for what, on which channels, until when (Law 91/2025/QH15; children: its Art. 24 and Decree 56/2017 Art. 36). Names and reasons are encrypted. Never deleted; withdrawn once and for good.';
create index consent_unit on evidence.consent (unit_id, recorded_at desc);
create index consent_proof on evidence.consent (proof_sha256);
create index consent_recorded_by on evidence.consent (recorded_by);
create index consent_withdrawn_by on evidence.consent (withdrawn_by);

create table evidence.consent_subject (
  consent_id   uuid not null references evidence.consent,
  source_kind  text not null,
  source_id    uuid not null,
  primary key (consent_id, source_kind, source_id),
  constraint consent_subject_is_malformed check (source_kind ~ '^[a-z_]{3,40}$')
);
comment on table evidence.consent_subject is
  'What rests on a consent: a photo (`attachment`), or a thing of another module. When the consent ends, so does its being public.';
create index consent_subject_source on evidence.consent_subject (source_kind, source_id);

create function evidence.day_in_vietnam() returns date
  language sql stable parallel safe
  return (now() at time zone 'Asia/Ho_Chi_Minh')::date;

-- What was shown on somebody's word is closed with that word. It is the database that does so, not the person who withdraws:
-- nothing that they may or may not do elsewhere can keep a photo open.
create function evidence.close_what_is_withdrawn() returns trigger
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
begin
  update evidence.attachment
     set is_public = false, public_sha256 = null, covered = '[]', looked_by = null, looked_at = null, needs_covering = true
   where id in (select source_id from evidence.consent_subject
                 where consent_id = new.id and source_kind = 'attachment');
  return null;
end
$$;

create function evidence.follow_terms() returns trigger
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
declare
  ended boolean;
  term date;
begin
  select coalesce(bool_or(valid_until < evidence.day_in_vietnam()), false),
         min(valid_until) filter (where valid_until >= evidence.day_in_vietnam())
    into ended, term
    from evidence.consent_subject as subject join evidence.consent on consent.id = subject.consent_id
   where subject.source_kind = 'attachment' and subject.source_id = new.source_id and consent.withdrawn_at is null;
  update evidence.attachment set public_until = term where id = new.source_id;
  -- The word of one does not bring back what the ended word of another has closed: somebody has to look again.
  if ended then
    update evidence.attachment set is_public = false, public_sha256 = null, looked_by = null, looked_at = null
     where id = new.source_id;
  end if;
  return null;
end
$$;
create trigger consent_is_withdrawn after update of withdrawn_at on evidence.consent
  for each row when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function evidence.close_what_is_withdrawn();
create trigger consent_covers_more after insert on evidence.consent_subject
  for each row when (new.source_kind = 'attachment') execute function evidence.follow_terms();

alter table evidence.consent enable row level security;
alter table evidence.consent_subject enable row level security;
grant select, insert on evidence.consent, evidence.consent_subject to lantoa_app;
grant update (withdrawn_at, withdrawn_by, withdrawal_reason) on evidence.consent to lantoa_app;
create policy consent_is_read on evidence.consent for select to lantoa_app
  using (unit_id = any ((select access.units_for('consent.read'))::uuid[]));
create policy consent_is_recorded on evidence.consent for insert to lantoa_app
  with check (recorded_by = access.actor() and unit_id = any ((select access.units_for('consent.record'))::uuid[]));
create policy consent_is_withdrawn on evidence.consent for update to lantoa_app
  using (withdrawn_at is null and unit_id = any ((select access.units_for('consent.withdraw'))::uuid[]))
  with check (withdrawn_by = access.actor());
create policy consent_subject_is_read on evidence.consent_subject for select to lantoa_app
  using (exists (select from evidence.consent where consent.id = consent_subject.consent_id));
create policy consent_subject_is_added on evidence.consent_subject for insert to lantoa_app
  with check (exists (select from evidence.consent where consent.id = consent_subject.consent_id
    and consent.withdrawn_at is null
    and consent.unit_id = any ((select access.units_for('consent.record'))::uuid[])));

-- The public sees the copy that was made for it, and not even the hash of the original.
revoke select on evidence.attachment from lantoa_public;
grant select (id, source_kind, source_id, unit_id, public_sha256, caption, position, is_public, public_until, removed_at)
  on evidence.attachment to lantoa_public;
drop policy attachment_is_published on evidence.attachment;
create policy attachment_is_published on evidence.attachment for select to lantoa_public
  using (is_public and removed_at is null
     and (public_until is null or public_until >= evidence.day_in_vietnam()));
drop policy file_is_published on evidence.file;
create policy file_is_published on evidence.file for select to lantoa_public
  using (exists (select from evidence.attachment where attachment.public_sha256 = file.sha256));

-- That a photo is public gives officers elsewhere the public copy, not the original.
drop policy attachment_is_read on evidence.attachment;
create policy attachment_is_read on evidence.attachment for select to lantoa_app
  using (unit_id = any ((select access.units_for('activity.read'))::uuid[]));
drop policy file_is_read on evidence.file;
create policy file_is_read on evidence.file for select to lantoa_app
  using (exists (select from evidence.sent where sent.sha256 = file.sha256)
      or exists (select from evidence.attachment where attachment.sha256 = file.sha256)
      or exists (select from evidence.attachment where attachment.public_sha256 = file.sha256)
      or exists (select from evidence.consent where consent.proof_sha256 = file.sha256));
drop policy file_is_added on evidence.file;
create policy file_is_added on evidence.file for insert to lantoa_app
  with check (cardinality(access.units_for('activity.record')) > 0 or cardinality(access.units_for('consent.record')) > 0);

-- Of an initiative that protects people nothing is public but what somebody agreed to: its photos stand without the words, the
-- day and the place of the record, which the public cannot read.
create function activities.shown_of_protected(initiative uuid)
  returns table (sha256 text, media_type text, width integer, height integer)
  language sql stable security definer set search_path = activities, evidence, initiatives, pg_catalog as $$
  select file.sha256, file.media_type, file.width, file.height
    from activities.activity
    join evidence.attachment on attachment.source_kind = 'activity' and attachment.source_id = activity.id
     and attachment.is_public and attachment.removed_at is null
     and (attachment.public_until is null or attachment.public_until >= evidence.day_in_vietnam())
    join evidence.file on file.sha256 = attachment.public_sha256
   where activity.initiative_id = initiative and activity.state = 'accepted'
   order by file.sha256
   limit 60
$$;
