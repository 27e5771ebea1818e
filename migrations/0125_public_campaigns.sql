-- 0125_public_campaigns.sql – what a public campaign comes to leaves out initiatives for people who need protection, as their own pages do.

create or replace function programme.series_of_campaign(campaign uuid) returns uuid[]
  language sql stable security definer set search_path = initiatives, gatherings, pg_catalog as $$
  select array(select in_campaign.initiative_id from in_campaign
                 join initiative on initiative.id = in_campaign.initiative_id
                 join kind on kind.code = initiative.kind
                where in_campaign.campaign_id = series_of_campaign.campaign
                  and (current_setting('role') <> 'lantoa_public' or kind.is_public and not kind.protects_people and initiative.state <> 'proposed')
               union all select id from gathering where campaign_id = series_of_campaign.campaign)
   where exists (select from programme.campaign as one
                  where one.id = series_of_campaign.campaign
                    and case current_setting('role')
                          when 'lantoa_public' then one.is_public
                          when 'lantoa_app' then one.unit_id = any (access.units_for('campaign.read')) or one.unit_id = any (access.above_for('campaign.read'))
                          else true end)
$$;
select portal.watch('gatherings.gathering');
