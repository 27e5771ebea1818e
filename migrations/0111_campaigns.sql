-- 0111_campaigns.sql – campaigns: movements, drives and groups above initiatives and occasions.

create table programme.campaign (
  id           uuid primary key default uuidv7(),
  unit_id      uuid not null references org.unit,
  sort         text not null,
  name         text not null,
  summary      text not null default '',
  from_day     date not null,
  last_day     date,
  document_id  uuid references programme.document,
  worded_by    uuid references access.person,
  worded_at    timestamptz not null default now(),
  constraint campaign_sort_is_unknown        check (sort in ('movement', 'drive', 'group')),
  constraint campaign_name_is_too_long       check (char_length(name) between 3 and 200),
  constraint campaign_summary_is_too_long    check (char_length(summary) <= 2000),
  constraint campaign_day_is_out_of_range    check (from_day >= '1900-01-01' and coalesce(last_day, from_day) <= '2999-12-31'),
  constraint campaign_ends_before_it_begins  check (last_day >= from_day),
  constraint campaign_name_is_taken_here     unique (unit_id, name)
);
comment on table programme.campaign is
  'A movement, a drive of some days, or a group of initiatives, by the unit that launched it. Its figures are those of its initiatives and occasions on its days.';
comment on column programme.campaign.last_day is 'The last day that counts; empty where it goes on.';
create index campaign_document on programme.campaign (document_id);
create index campaign_worded_by on programme.campaign (worded_by);

create table initiatives.in_campaign (
  campaign_id    uuid not null references programme.campaign,
  initiative_id  uuid not null references initiatives.initiative,
  linked_by      uuid references access.person,
  linked_at      timestamptz not null default now(),
  constraint initiative_is_in_campaign_already primary key (campaign_id, initiative_id)
);
comment on table initiatives.in_campaign is 'Which initiatives belong to a campaign. One initiative may belong to several.';
create index in_campaign_initiative on initiatives.in_campaign (initiative_id);
create index in_campaign_linked_by on initiatives.in_campaign (linked_by);

alter table gatherings.gathering add column campaign_id uuid references programme.campaign;
comment on column gatherings.gathering.campaign_id is 'The campaign to which a session or occasion belongs.';
create index gathering_campaign on gatherings.gathering (campaign_id);

grant select, insert, update on programme.campaign to lantoa_app;
grant select, insert, delete on initiatives.in_campaign to lantoa_app;
alter table programme.campaign enable row level security;
alter table initiatives.in_campaign enable row level security;
create policy campaign_is_read on programme.campaign for select to lantoa_app
  using (unit_id = any ((select access.units_for('campaign.read'))::uuid[])
      or unit_id = any ((select access.above_for('campaign.read'))::uuid[]));
create policy campaign_is_launched on programme.campaign for insert to lantoa_app
  with check (access.reaches((select access.held_for('campaign.manage')), unit_id));
create policy campaign_is_changed on programme.campaign for update to lantoa_app
  using (access.reaches((select access.held_for('campaign.manage')), unit_id))
  with check (access.reaches((select access.held_for('campaign.manage')), unit_id));
create policy in_campaign_is_read on initiatives.in_campaign for select to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = in_campaign.initiative_id)
     and exists (select from programme.campaign where campaign.id = in_campaign.campaign_id));
-- Who proposes for the initiative says to what it belongs; so does who leads the campaign, for units beneath.
create function initiatives.may_link(initiative uuid, campaign uuid) returns boolean
  language sql stable set search_path = initiatives, programme, pg_catalog as $$
  select exists (
    select from initiative as one, campaign as whole
     where one.id = may_link.initiative and whole.id = may_link.campaign
       and (access.reaches((select access.held_for('initiative.propose')), one.unit_id)
         or access.reaches((select access.held_for('campaign.manage')), one.unit_id)
            and access.reaches((select access.held_for('campaign.manage')), whole.unit_id)))
$$;
comment on function initiatives.may_link is 'Whether the person of this transaction may say that an initiative belongs to a campaign.';
revoke all on function initiatives.may_link from public;
grant execute on function initiatives.may_link to lantoa_app;
create policy in_campaign_is_linked on initiatives.in_campaign for insert to lantoa_app
  with check (initiatives.may_link(initiative_id, campaign_id));
create policy in_campaign_is_taken_back on initiatives.in_campaign for delete to lantoa_app
  using (initiatives.may_link(initiative_id, campaign_id));

-- What a campaign comes to does not depend on who reads it: ids only, no wording.
create function programme.series_of_campaign(campaign uuid) returns uuid[]
  language sql stable security definer set search_path = initiatives, gatherings, pg_catalog as $$
  select array(select initiative_id from in_campaign where campaign_id = campaign
               union all select id from gathering where campaign_id = campaign)
$$;
comment on function programme.series_of_campaign is 'The initiatives and occasions of a campaign, as series of facts.';
revoke all on function programme.series_of_campaign from public;
grant execute on function programme.series_of_campaign to lantoa_app;

insert into ledger.bound (relation, left_out) values ('programme.campaign', '{}'), ('initiatives.in_campaign', '{}');
