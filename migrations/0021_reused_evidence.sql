-- 0021_reused_evidence.sql – the same photo used twice, altered, or taken at another time: what is compared, and what is asked.

create table evidence.occasion (
  source_kind  text not null,
  source_id    uuid not null,
  unit_id      uuid not null references org.unit,
  day          date not null,
  topic        text not null,
  checked      boolean not null default false,
  primary key (source_kind, source_id),
  constraint occasion_source_is_unknown    check (source_kind in ('activity')),
  constraint occasion_topic_is_malformed   check (char_length(topic) between 1 and 100)
);
comment on table evidence.occasion is
  'Of what is proven by photos: the day, the unit, and the kind of initiative as topic. Photos are compared within it first. checked: the times of its photos have been compared with its day.';
create index occasion_unit on evidence.occasion (unit_id, day);
create index occasion_topic on evidence.occasion (topic, unit_id, day);
create index occasion_unchecked on evidence.occasion (source_id) where not checked;

-- Not “parallel safe”, on purpose: the planner takes the few rows of a search for thousands and starts other processes for
-- them, which costs a hundred times what the search does.
create function evidence.bands_of(hash bit(256)) returns integer[]
  language sql immutable strict
  return array[
    substring(hash from   1 for 16)::integer,           65536 | substring(hash from  17 for 16)::integer,
    2 << 16 | substring(hash from  33 for 16)::integer,  3 << 16 | substring(hash from  49 for 16)::integer,
    4 << 16 | substring(hash from  65 for 16)::integer,  5 << 16 | substring(hash from  81 for 16)::integer,
    6 << 16 | substring(hash from  97 for 16)::integer,  7 << 16 | substring(hash from 113 for 16)::integer,
    8 << 16 | substring(hash from 129 for 16)::integer,  9 << 16 | substring(hash from 145 for 16)::integer,
   10 << 16 | substring(hash from 161 for 16)::integer, 11 << 16 | substring(hash from 177 for 16)::integer,
   12 << 16 | substring(hash from 193 for 16)::integer, 13 << 16 | substring(hash from 209 for 16)::integer,
   14 << 16 | substring(hash from 225 for 16)::integer, 15 << 16 | substring(hash from 241 for 16)::integer];
comment on function evidence.bands_of is
  'A hash cut into 16 bands of 16 bits, each with its number. Hashes that differ by at most 15 bits share a band.';

create table evidence.fingerprint (
  sha256    text primary key references evidence.file,
  hash      bit(256),
  features  bytea,
  made_at   timestamptz not null default now()
);
comment on table evidence.fingerprint is
  'What a photo looks like: its perceptual hash (null where it shows next to nothing) and, once they were needed, its local features. Derived; only the system reads it.';
alter table evidence.fingerprint alter column features set storage external;
create index fingerprint_bands on evidence.fingerprint using gin (evidence.bands_of(hash)) with (fastupdate = off);

create table evidence.comparison (
  attachment_id  uuid primary key references evidence.attachment,
  stage          smallint not null default 1,
  thorough       boolean not null default true,
  queued_at      timestamptz not null default now(),
  tries          smallint not null default 0,
  next_try_at    timestamptz not null default now(),
  fault          text,
  constraint comparison_stage_is_unknown check (stage in (1, 2, 3))
);
comment on table evidence.comparison is
  'The queue of photos to compare with earlier ones. stage 1 waits for its hash to be looked up, 2 for its local features, 3 is done. thorough: the second stage is wanted.';
create index comparison_waiting on evidence.comparison (stage, next_try_at) where stage < 3;

create table evidence.time_allowance (
  valid_from   date primary key,
  days_before  integer not null,
  days_after   integer not null,
  source       text not null,
  constraint allowance_is_negative check (days_before >= 0 and days_after >= 0)
);
comment on table evidence.time_allowance is
  'By how many days a photo may have been taken before or after the day that it proves, until a person is asked; by the day of the activity.';
insert into evidence.time_allowance values ('2000-01-01', 7, 7, 'docs/decisions/0020-reused-evidence.md');

create table evidence.question (
  id                   uuid primary key default uuidv7(),
  kind                 text not null,
  source_kind          text not null,
  source_id            uuid not null,
  unit_id              uuid not null references org.unit,
  attachment_id        uuid not null references evidence.attachment,
  sha256               text not null references evidence.file,
  sent_by              uuid references access.person,
  other_source_id      uuid,
  other_unit_id        uuid references org.unit,
  other_attachment_id  uuid references evidence.attachment,
  other_sha256         text references evidence.file,
  found                jsonb not null,
  asked_at             timestamptz not null default now(),
  lapsed_at            timestamptz,
  answer               text,
  reason               text,
  answered_by          uuid references access.person,
  answered_at          timestamptz,
  constraint question_kind_is_unknown        check (kind in ('same_picture', 'altered_picture', 'taken_before', 'taken_after', 'same_moment')),
  constraint question_has_no_other           check ((kind in ('taken_before', 'taken_after')) = (other_attachment_id is null)),
  constraint question_answer_is_unknown      check (answer in ('right', 'not_the_same', 'will_be_corrected')),
  constraint question_answer_is_nobodys      check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  constraint question_answer_has_no_reason   check (answer is null or answer = 'not_the_same' or char_length(reason) >= 3),
  constraint question_reason_is_too_long     check (char_length(reason) <= 1000),
  constraint question_is_answered_by_sender  check (answered_by <> sent_by)
);
comment on table evidence.question is
  'Something about a photo that a person should look at: never a verdict. It is asked about the later of two photos, for the unit of that one. lapsed_at: what gave rise to it is no more.';
create unique index question_is_asked_already on evidence.question (source_id, sha256, other_source_id, other_sha256)
  where kind in ('same_picture', 'altered_picture') and lapsed_at is null;
create unique index question_of_day_is_asked_already on evidence.question (source_id)
  where kind in ('taken_before', 'taken_after') and lapsed_at is null;
create unique index question_of_moment_is_asked_already on evidence.question (source_id, other_source_id)
  where kind = 'same_moment' and lapsed_at is null;
create index question_source on evidence.question (source_kind, source_id);
create index question_open on evidence.question (unit_id, id) where answer is null and lapsed_at is null;
create index question_unit on evidence.question (unit_id, id);
create index question_attachment on evidence.question (attachment_id);
create index question_sha256 on evidence.question (sha256);
create index question_sent_by on evidence.question (sent_by);
create index question_other_unit on evidence.question (other_unit_id);
create index question_other_attachment on evidence.question (other_attachment_id);
create index question_other_sha256 on evidence.question (other_sha256);
create index question_answered_by on evidence.question (answered_by);

-- Who took what when: one person cannot be in two communes within minutes.
create index file_taken_at on evidence.file (taken_at) where taken_at is not null;

grant select, insert, update on evidence.occasion to lantoa_app;
grant insert on evidence.comparison to lantoa_app;
grant select on evidence.time_allowance to lantoa_app;
grant select, update (answer, reason, answered_by, answered_at) on evidence.question to lantoa_app;
alter table evidence.occasion enable row level security;
alter table evidence.fingerprint enable row level security;
alter table evidence.comparison enable row level security;
alter table evidence.question enable row level security;
create policy occasion_is_read on evidence.occasion for select to lantoa_app
  using (unit_id = any ((select access.units_for('activity.read'))::uuid[]));
create policy occasion_is_noted on evidence.occasion for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('activity.record'))::uuid[]));
create policy occasion_is_changed on evidence.occasion for update to lantoa_app
  using (unit_id = any ((select access.units_for('activity.record'))::uuid[]));
create policy comparison_is_queued on evidence.comparison for insert to lantoa_app
  with check (exists (select from evidence.attachment where attachment.id = comparison.attachment_id
    and attachment.unit_id = any ((select access.units_for('activity.record'))::uuid[])));
create policy question_is_read on evidence.question for select to lantoa_app
  using (unit_id = any ((select access.units_for('photo_question.read'))::uuid[]));
create policy question_is_answered on evidence.question for update to lantoa_app
  using (unit_id = any ((select access.units_for('photo_question.answer'))::uuid[]))
  with check (unit_id = any ((select access.units_for('photo_question.answer'))::uuid[]) and answered_by = access.actor());

-- What was recorded before: photos are looked up by their hashes when there is time, without the second stage.
insert into evidence.occasion (source_kind, source_id, unit_id, day, topic)
  select 'activity', activity.id, activity.unit_id, activity.day, initiative.kind
    from activities.activity join initiatives.initiative on initiative.id = activity.initiative_id
   where exists (select from evidence.attachment where attachment.source_kind = 'activity' and attachment.source_id = activity.id);
insert into evidence.comparison (attachment_id, thorough)
  select id, false from evidence.attachment where source_kind = 'activity' and removed_at is null;
