-- 0025_notices.sql – what people have to be told, and other systems: written in the transaction in which it happens, delivered by
-- jobs. Which days offices are closed, and what else law and custom say in numbers.
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
  spread_at  timestamptz,
  reached    integer,
  constraint notice_is_raised_already   unique (key),
  constraint notice_key_is_too_long     check (char_length(key) between 3 and 200),
  constraint notice_kind_is_malformed   check (kind ~ '^[a-z][a-z_.]{2,79}$'),
  constraint notice_href_leads_elsewhere check (href ~ '^/[^/\\]' and char_length(href) <= 300),
  constraint notice_is_for_nobody       check (cardinality(roles) > 0)
);
comment on table notices.notice is
  'Something that those who hold one of the roles on a unit have to be told. The key tells what happened, so that it is raised once. The words are put together when it is read: kind is a message, words its parameters.';
comment on column notices.notice.spread_at is
  'When it was put before people, and before how many (reached). Null: it waits to be. One that reached nobody is tried anew every morning for thirty days.';
create index notice_to_spread on notices.notice (raised_at) where spread_at is null;
create index notice_to_nobody on notices.notice (raised_at) where reached = 0;
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

-- ── Who has it ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table notices.received (
  notice_id   uuid not null references notices.notice,
  person_id   uuid not null references access.person,
  -- Pages are asked for by it, and what asks for them knows thousandths of a second.
  arrived_at  timestamptz(3) not null default now(),
  read_at     timestamptz,
  primary key (notice_id, person_id)
);
comment on table notices.received is
  'That a notice lies before a person. The key is the promise that nobody is told anything twice.';
create index received_person on notices.received (person_id, arrived_at desc);
create index received_unread on notices.received (person_id) where read_at is null;
alter table notices.received enable row level security;
grant select, update (read_at) on notices.received to lantoa_app;
create policy received_is_own on notices.received for select to lantoa_app using (person_id = access.actor());
create policy received_is_read on notices.received for update to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
grant select on notices.notice to lantoa_app;
create policy notice_is_read_by_whom_it_reached on notices.notice for select to lantoa_app
  using (exists (select from notices.received where received.notice_id = notice.id and received.person_id = access.actor()));

create table notices.sent (
  notice_id  uuid not null,
  person_id  uuid not null,
  way        text not null,
  sent_at    timestamptz not null default now(),
  outcome    text not null,
  primary key (notice_id, person_id, way),
  constraint sent_is_of_no_notice      foreign key (notice_id, person_id) references notices.received,
  constraint sent_way_is_unknown       check (way in ('email', 'digest', 'push')),
  constraint sent_outcome_is_unknown   check (outcome in ('sent', 'read_before', 'not_wanted'))
);
comment on table notices.sent is
  'That a notice left the house by a way besides the page, or needed not. Written after it was sent: what was sent and not written down is sent again, under the same Message-ID or tag.';
alter table notices.sent enable row level security;

-- ── By which ways ────────────────────────────────────────────────────────────────────────────────────────────────────

create table notices.ways_chosen (
  person_id   uuid not null references access.person,
  kind_group  text not null,
  email       text not null,
  push        boolean not null,
  primary key (person_id, kind_group),
  constraint ways_group_is_malformed  check (kind_group ~ '^[a-z_]{2,40}$'),
  constraint ways_email_is_unknown    check (email in ('each', 'digest', 'none'))
);
comment on table notices.ways_chosen is 'How a person wants to be told besides the page, for each group of kinds.';

create table notices.address (
  person_id     uuid primary key references access.person,
  sealed        text not null,
  confirm_hash  bytea,
  asked_at      timestamptz not null default now(),
  confirmed_at  timestamptz,
  constraint address_link_is_taken unique (confirm_hash)
);
comment on table notices.address is
  'The e-mail address that a person gave, encrypted. Nothing is sent to it but the link, before that has been followed.';

create table notices.push_subscription (
  id             uuid primary key default uuidv7(),
  person_id      uuid not null references access.person,
  endpoint_hash  bytea not null,
  sealed         text not null,
  device         text not null,
  added_at       timestamptz not null default now(),
  constraint push_subscription_is_there_already unique (person_id, endpoint_hash),
  constraint push_device_is_too_long            check (char_length(device) <= 200)
);
comment on table notices.push_subscription is
  'A browser that shows notices when the system is closed: where to push and its keys, encrypted. Removed when the push service says that it is gone.';

alter table notices.ways_chosen enable row level security;
alter table notices.address enable row level security;
alter table notices.push_subscription enable row level security;
grant select, insert, update on notices.ways_chosen to lantoa_app;
grant select, insert, update, delete on notices.address to lantoa_app;
grant select, insert, update, delete on notices.push_subscription to lantoa_app;
create policy ways_are_own on notices.ways_chosen to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
create policy address_is_own on notices.address to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());
create policy push_subscription_is_own on notices.push_subscription to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());

-- ── Every morning, once ──────────────────────────────────────────────────────────────────────────────────────────────

create table notices.morning (
  name    text not null,
  day     date not null,
  ran_at  timestamptz not null default now(),
  primary key (name, day)
);
comment on table notices.morning is 'What has been done of a morning; written in the transaction in which it was done.';
alter table notices.morning enable row level security;

-- ── Calendars to which phones subscribe ──────────────────────────────────────────────────────────────────────────────

create table notices.feed (
  id          uuid primary key default uuidv7(),
  person_id   uuid not null references access.person,
  hash        bytea not null,
  name        text not null,
  made_at     timestamptz not null default now(),
  revoked_at  timestamptz,
  read_at     timestamptz,
  constraint feed_address_is_taken    unique (hash),
  constraint feed_name_is_too_long    check (char_length(name) between 1 and 60)
);
comment on table notices.feed is 'A secret address of a person''s calendar. Only the hash is kept: who has lost the address makes a new one.';
create index feed_person on notices.feed (person_id);
alter table notices.feed enable row level security;
grant select, insert, update (revoked_at) on notices.feed to lantoa_app;
create policy feed_is_own on notices.feed to lantoa_app
  using (person_id = access.actor()) with check (person_id = access.actor());

-- ── Other systems ────────────────────────────────────────────────────────────────────────────────────────────────────

create table notices.webhook (
  id             uuid primary key default uuidv7(),
  unit_id        uuid not null references org.unit,
  url            text not null,
  kinds          text[] not null,
  sealed         text not null,
  made_by        uuid not null references access.person,
  made_at        timestamptz not null default now(),
  failures       integer not null default 0,
  stopped_at     timestamptz,
  stopped_by     uuid references access.person,
  constraint webhook_url_is_malformed  check (url ~ '^https?://' and char_length(url) <= 500),
  constraint webhook_asks_for_nothing  check (cardinality(kinds) between 1 and 50)
);
comment on table notices.webhook is
  'Another system that wants to know what happens in a unit and beneath it. The secret is encrypted. stopped_at without stopped_by: stopped by the system after too many failures in a row.';
comment on column notices.webhook.kinds is 'Kinds of events: task.state_changed, or task.* for all that begin so.';
create index webhook_unit on notices.webhook (unit_id);
create index webhook_made_by on notices.webhook (made_by);
create index webhook_stopped_by on notices.webhook (stopped_by);

create table notices.event (
  id          uuid primary key default uuidv7(),
  kind        text not null,
  unit_id     uuid not null references org.unit,
  data        jsonb not null,
  at          timestamptz not null default now(),
  spread_at   timestamptz,
  constraint event_kind_is_malformed check (kind ~ '^[a-z][a-z_]*([.][a-z_]+)+$' and char_length(kind) <= 80)
);
comment on table notices.event is 'Something that happened, for other systems. Kept ninety days.';
create index event_to_spread on notices.event (at) where spread_at is null;
create index event_unit on notices.event (unit_id, at);
create index event_at on notices.event (at);

create table notices.webhook_delivery (
  id            uuid primary key default uuidv7(),
  webhook_id    uuid not null references notices.webhook,
  event_id      uuid not null references notices.event on delete cascade,
  state         text not null default 'waiting',
  attempts      integer not null default 0,
  status        integer,
  fault         text,
  made_at       timestamptz not null default now(),
  tried_at      timestamptz,
  constraint webhook_delivery_is_there_already unique (webhook_id, event_id),
  constraint webhook_delivery_state_is_unknown check (state in ('waiting', 'delivered', 'failed'))
);
comment on table notices.webhook_delivery is 'That an event goes to a webhook: what became of it. The id of the event is the id of the message in every attempt.';
create index webhook_delivery_event on notices.webhook_delivery (event_id);
create index webhook_delivery_newest on notices.webhook_delivery (webhook_id, made_at desc);

alter table notices.webhook enable row level security;
alter table notices.event enable row level security;
alter table notices.webhook_delivery enable row level security;
grant select, insert, update (url, kinds, stopped_at, stopped_by, failures) on notices.webhook to lantoa_app;
grant select on notices.event to lantoa_app;
grant select, update (state) on notices.webhook_delivery to lantoa_app;
create policy webhook_is_managed on notices.webhook to lantoa_app
  using (unit_id = any ((select access.units_for('webhook.manage'))::uuid[]))
  with check (unit_id = any ((select access.units_for('webhook.manage'))::uuid[]));
create policy event_is_read_for_webhooks on notices.event for select to lantoa_app
  using (unit_id = any ((select access.units_for('webhook.manage'))::uuid[]));
create policy delivery_is_read on notices.webhook_delivery for select to lantoa_app
  using (exists (select from notices.webhook where webhook.id = webhook_delivery.webhook_id
                    and webhook.unit_id = any ((select access.units_for('webhook.manage'))::uuid[])));
create policy delivery_is_sent_again on notices.webhook_delivery for update to lantoa_app
  using (exists (select from notices.webhook where webhook.id = webhook_delivery.webhook_id
                    and webhook.unit_id = any ((select access.units_for('webhook.manage'))::uuid[])))
  with check (state = 'waiting');

-- As with notices: whoever may do what is told may tell it, and nobody in another way.
create function notices.emit(given_kind text, given_unit uuid, given_data jsonb) returns uuid
  language sql security definer set search_path = notices, pg_catalog as $$
  insert into notices.event (kind, unit_id, data)
  select given_kind, given_unit, given_data where exists (select from notices.webhook where stopped_at is null)
  returning id
$$;
comment on function notices.emit is 'Writes an event down, if anybody listens at all.';
revoke all on function notices.emit from public;
grant execute on function notices.emit to lantoa_app;

create function notices.hooks_of(unit uuid, event_kind text) returns setof uuid
  language sql stable security definer set search_path = notices, org, pg_catalog as $$
  select webhook.id from notices.webhook
   where webhook.stopped_at is null
     and exists (select from unnest(webhook.kinds) as asked
                  where asked = event_kind or asked = '*'
                     or (asked like '%.*' and starts_with(event_kind, left(asked, -1))))
     and exists (select from org.beneath
                  where beneath.ancestor_id in (select webhook.unit_id union all select org.predecessors(webhook.unit_id))
                    and beneath.unit_id = unit)
$$;
comment on function notices.hooks_of is
  'The webhooks that ask for a kind of event of a unit: those on the unit, above it, or on whoever carries on the work of one of these.';
revoke all on function notices.hooks_of from public;

create function notices.test_hook(hook uuid) returns uuid
  language sql security definer set search_path = notices, access, pg_catalog as $$
  with asked as (
    select id, unit_id from notices.webhook where id = hook and unit_id = any ((select access.units_for('webhook.manage'))::uuid[])
  ), made as (
    insert into notices.event (kind, unit_id, data, spread_at)
    select 'test.sent', unit_id, '{"message": "Lan Tỏa"}', now() from asked returning id
  )
  insert into notices.webhook_delivery (webhook_id, event_id) select asked.id, made.id from asked, made returning id
$$;
comment on function notices.test_hook is 'An event for one webhook alone, by who manages it: whether it arrives.';
revoke all on function notices.test_hook from public;
grant execute on function notices.test_hook to lantoa_app;

-- ── Parameters ───────────────────────────────────────────────────────────────────────────────────────────────────────

create schema parameters;
grant usage on schema parameters to lantoa_app, lantoa_public;

create table parameters.holiday (
  day          date primary key,
  is_worked    boolean not null,
  name         text not null,
  source       text not null,
  is_verified  boolean not null,
  changed_at   timestamptz not null default now(),
  changed_by   uuid references access.person,
  constraint holiday_name_is_too_long    check (char_length(name) between 1 and 120),
  constraint holiday_has_no_source       check (char_length(source) between 1 and 300)
);
comment on table parameters.holiday is
  'Days on which offices are closed although it is no weekend, and days of a weekend worked in exchange (is_worked). The announcement that says so is the source; is_verified: somebody has compared it.';
create index holiday_changed_by on parameters.holiday (changed_by);

create table parameters.parameter (
  id          uuid primary key default uuidv7(),
  code        text not null,
  value       text not null,
  valid_from  date not null,
  valid_to    date,
  source      text not null,
  changed_at  timestamptz not null default now(),
  changed_by  uuid references access.person,
  constraint parameter_code_is_malformed         check (code ~ '^[a-z][a-z_.]{2,60}$'),
  constraint parameter_value_is_too_long         check (char_length(value) between 1 and 200),
  constraint parameter_has_no_source             check (char_length(source) between 1 and 300),
  constraint parameter_ends_before_it_begins     check (valid_to > valid_from),
  constraint parameter_holds_twice exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
);
comment on table parameters.parameter is 'A number or hour that law or custom sets, from when to when, by which source.';
create index parameter_changed_by on parameters.parameter (changed_by);

-- What holds for everybody is set at the top alone, where nobody stands above.
create function access.at_top(action_wanted text) returns boolean
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select exists (
    select from access.roots(access.actor(), array(select role from access.permission where action = action_wanted)) as held (unit_id)
     where not exists (select from org.placement where placement.unit_id = held.unit_id
                          and daterange(placement.valid_from, placement.valid_to) @> org.today()))
$$;
comment on function access.at_top is 'Whether the person of this transaction may do an action on a unit above which there is none.';
revoke all on function access.at_top from public;
grant execute on function access.at_top to lantoa_app;

alter table parameters.holiday enable row level security;
alter table parameters.parameter enable row level security;
grant select, insert, update, delete on parameters.holiday to lantoa_app;
grant select, insert, update on parameters.parameter to lantoa_app;
create policy holiday_is_public on parameters.holiday for select to lantoa_app using (true);
create policy holiday_is_added on parameters.holiday for insert to lantoa_app with check ((select access.at_top('parameter.manage')));
create policy holiday_is_changed on parameters.holiday for update to lantoa_app using ((select access.at_top('parameter.manage')));
create policy holiday_is_removed on parameters.holiday for delete to lantoa_app using ((select access.at_top('parameter.manage')));
create policy parameter_is_public on parameters.parameter for select to lantoa_app using (true);
create policy parameter_is_added on parameters.parameter for insert to lantoa_app with check ((select access.at_top('parameter.manage')));
create policy parameter_is_ended on parameters.parameter for update to lantoa_app using ((select access.at_top('parameter.manage')));
