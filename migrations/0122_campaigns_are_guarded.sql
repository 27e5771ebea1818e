-- 0122_campaigns_are_guarded.sql – a session names only a campaign that its writer sees, and who does not see a campaign does not learn what is in it.

create function gatherings.check_campaign() returns trigger
  language plpgsql set search_path = gatherings, pg_catalog as $$
begin
  -- Asked with the rights of the writer, whose policies say which campaigns they see.
  if not exists (select from programme.campaign where campaign.id = new.campaign_id) then
    raise exception using errcode = 'check_violation', constraint = 'gathering_campaign_is_unknown', message = 'no such campaign';
  end if;
  return new;
end
$$;
create trigger campaign_is_checked before insert on gatherings.gathering
  for each row when (new.campaign_id is not null) execute function gatherings.check_campaign();
create trigger campaign_is_checked_again before update of campaign_id on gatherings.gathering
  for each row when (new.campaign_id is not null and new.campaign_id is distinct from old.campaign_id)
  execute function gatherings.check_campaign();

alter table programme.campaign add column is_public boolean not null default false;
comment on column programme.campaign.is_public is 'Whether everybody may read its wording, its public initiatives, what was held for it, and what it comes to.';

-- What a campaign comes to does not depend on who reads it, but only who sees the campaign learns what is in it.
create or replace function programme.series_of_campaign(campaign uuid) returns uuid[]
  language sql stable security definer set search_path = initiatives, gatherings, pg_catalog as $$
  select array(select initiative_id from in_campaign where campaign_id = campaign
               union all select id from gathering where campaign_id = campaign)
   where exists (select from programme.campaign as one
                  where one.id = series_of_campaign.campaign
                    and case current_setting('role')
                          when 'lantoa_public' then one.is_public
                          when 'lantoa_app' then one.unit_id = any (access.units_for('campaign.read')) or one.unit_id = any (access.above_for('campaign.read'))
                          else true end)
$$;
grant execute on function programme.series_of_campaign to lantoa_public;

grant usage on schema programme to lantoa_public;
grant select (id, unit_id, sort, name, summary, from_day, last_day, document_id, is_public) on programme.campaign to lantoa_public;
create policy campaign_is_public on programme.campaign for select to lantoa_public using (is_public);
grant select (campaign_id, initiative_id) on initiatives.in_campaign to lantoa_public;
create policy in_campaign_is_public on initiatives.in_campaign for select to lantoa_public
  using (exists (select from initiatives.initiative where initiative.id = in_campaign.initiative_id)
     and exists (select from programme.campaign where campaign.id = in_campaign.campaign_id));
-- Of what was held for a public campaign everybody reads what it was called, when and by whom.
grant select (id, unit_id, title, day, state, campaign_id) on gatherings.gathering to lantoa_public;
create policy gathering_of_public_campaign on gatherings.gathering for select to lantoa_public
  using (state = 'held' and campaign_id is not null and exists (select from programme.campaign where campaign.id = gathering.campaign_id));
select portal.watch('programme.campaign');
select portal.watch('initiatives.in_campaign');
