-- 0017_from_phones.sql – what phones sent, acknowledged by receipts; photos that are still on their way.
create table evidence.receipt (
  person_id    uuid not null references access.person,
  sent_sha256  text not null,
  sha256       text not null references evidence.file,
  bytes        bigint not null,
  at           timestamptz not null default now(),
  primary key (person_id, sent_sha256),
  constraint photo_receipt_hash_is_malformed check (sent_sha256 ~ '^[0-9a-f]{64}$')
);
comment on table evidence.receipt is
  'A photo that somebody''s phone sent, by the hash of the bytes that it sent, and the file that was kept of it.';
create index receipt_sha256 on evidence.receipt (sha256);

create table activities.receipt (
  activity_id  uuid not null references activities.activity,
  sha256       text not null,
  person_id    uuid not null references access.person,
  version      integer not null,
  at           timestamptz not null default now(),
  primary key (activity_id, sha256),
  constraint record_receipt_hash_is_malformed check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint record_receipt_is_of_no_version foreign key (activity_id, version) references activities.version (activity_id, number)
);
comment on table activities.receipt is
  'What a phone sent of a record, by the hash of the bytes that it sent, and the version that came of it. Sent again, it is answered from here.';
create index receipt_version on activities.receipt (activity_id, version);
create index receipt_person on activities.receipt (person_id);

create table activities.photo_under_way (
  activity_id   uuid not null references activities.activity,
  sent_sha256   text not null,
  person_id     uuid not null references access.person,
  announced_at  timestamptz not null default now(),
  arrived_at    timestamptz,
  primary key (activity_id, sent_sha256),
  constraint photo_under_way_hash_is_malformed check (sent_sha256 ~ '^[0-9a-f]{64}$')
);
comment on table activities.photo_under_way is
  'A photo that a phone has announced with a record: the record comes first over a slow line, its photos after it.';
create index photo_under_way_person on activities.photo_under_way (person_id);
create index photo_under_way_open on activities.photo_under_way (activity_id) where arrived_at is null;

create table activities.place (
  activity_id      uuid primary key references activities.activity,
  latitude         double precision not null,
  longitude        double precision not null,
  accuracy_metres  double precision not null,
  noted_at         timestamptz not null default now(),
  constraint place_is_not_on_earth    check (latitude between -90 and 90 and longitude between -180 and 180),
  constraint place_accuracy_is_absurd check (accuracy_metres between 0 and 100000)
);
comment on table activities.place is
  'Where the phone stood when its owner asked it to note that. A hint for the checker, never required.';

alter table evidence.receipt enable row level security;
alter table activities.receipt enable row level security;
alter table activities.photo_under_way enable row level security;
alter table activities.place enable row level security;
grant select, insert on evidence.receipt, activities.receipt, activities.place to lantoa_app;
grant select, insert, update on activities.photo_under_way to lantoa_app;

create policy receipt_is_own on evidence.receipt for all to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
create policy receipt_is_own on activities.receipt for all to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
create policy photo_under_way_is_read on activities.photo_under_way for select to lantoa_app
  using (exists (select from activities.activity where activity.id = photo_under_way.activity_id));
create policy photo_under_way_is_announced on activities.photo_under_way for insert to lantoa_app
  with check (person_id = access.actor());
create policy photo_under_way_arrives on activities.photo_under_way for update to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
create policy place_is_read on activities.place for select to lantoa_app
  using (exists (select from activities.activity where activity.id = place.activity_id));
create policy place_is_noted on activities.place for insert to lantoa_app
  with check (exists (select from activities.activity where activity.id = place.activity_id
    and activity.unit_id = any ((select access.units_for('activity.record'))::uuid[])));
