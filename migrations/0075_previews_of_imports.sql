-- 0075_previews_of_imports.sql – one table for all tables that somebody has previewed and not confirmed yet.
create schema imports;
grant usage on schema imports to lantoa_app, lantoa_public;

create table imports.preview (
  id           uuid primary key default uuidv7(),
  kind         text not null,
  destination  jsonb not null,
  made_by      uuid not null references access.person,
  made_at      timestamptz not null default now(),
  sealed       text not null,
  constraint preview_kind_is_unknown             check (kind ~ '^[a-z_]{1,40}$'),
  constraint preview_destination_is_malformed    check (jsonb_typeof(destination) = 'object')
);
comment on table imports.preview is
  'A table that somebody has previewed and not confirmed yet: where it goes, and sealed what was read of it, since lists hold names. Kept for an hour, seen by its maker alone, gone when it is written.';
create index preview_made_by on imports.preview (made_by);
create index preview_made_at on imports.preview (made_at);

alter table imports.preview enable row level security;
create policy preview_is_own on imports.preview to lantoa_app
  using (made_by = access.actor()) with check (made_by = access.actor());
grant select, insert, delete, update (made_at, sealed) on imports.preview to lantoa_app;

drop table org.import;
drop table programme.import;
