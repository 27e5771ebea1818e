-- 0025_notices.sql – what people have to be told: raised in the transaction in which it happens, delivered by jobs.
create schema notices;
grant usage on schema notices to lantoa_app;

create table notices.notice (
  id         uuid primary key default uuidv7(),
  key        text not null,
  unit_id    uuid not null references org.unit,
  roles      text[] not null,
  kind       text not null,
  words      jsonb not null default '{}',
  href       text not null,
  raised_at  timestamptz not null default now(),
  raised_by  uuid references access.person,
  constraint notice_is_raised_already   unique (key),
  constraint notice_key_is_too_long     check (char_length(key) between 3 and 200),
  constraint notice_kind_is_malformed   check (kind ~ '^[a-z][a-z_.]{2,79}$'),
  constraint notice_href_leads_elsewhere check (href ~ '^/[^/\\]' and char_length(href) <= 300),
  constraint notice_is_for_nobody       check (cardinality(roles) > 0)
);
comment on table notices.notice is
  'Something that those who hold one of the roles on a unit have to be told. The key tells what happened, so that it is raised once. The words are put together when it is read: kind is a message, words its parameters.';
create index notice_unit on notices.notice (unit_id, raised_at desc);
create index notice_raised_by on notices.notice (raised_by);

alter table notices.notice enable row level security;

-- Whoever may do what raises a notice may raise it: the use case has asked already. Nobody writes notices in another way.
create function notices.raise(given jsonb) returns void
  language sql security definer set search_path = notices, pg_catalog as $$
  insert into notices.notice (key, unit_id, roles, kind, words, href, raised_by)
  select one ->> 'key', (one ->> 'unitId')::uuid, array(select jsonb_array_elements_text(one -> 'roles')), one ->> 'kind',
         one -> 'words', one ->> 'href', access.actor()
    from jsonb_array_elements(given) as one
      on conflict (key) do nothing
$$;
revoke all on function notices.raise from public;
grant execute on function notices.raise to lantoa_app;
