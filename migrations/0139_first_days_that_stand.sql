-- 0139_first_days_that_stand.sql – an initiative that a rejected file started, and that another file keeps running, begins with a record
-- that stands. A first day is never moved beyond the last one.

-- As in 0137, but for what is known of the first day.
create or replace function activities.take_back_begun(intake uuid, note text) returns integer
  language plpgsql volatile security definer set search_path = activities, initiatives, pg_catalog as $$
declare
  candidates uuid[];
  withdrawn uuid[];
begin
  if note is null then
    raise exception using errcode = 'not_null_violation', message = 'why a file is taken back must be said';
  end if;
  -- Those of which this person checks records of the file. Records that come in meanwhile wait for the lock, and are seen after it.
  perform from initiative where id in (
    select activity.initiative_id from activity
     where activity.intake_id = take_back_begun.intake and activity.unit_id = any ((select access.units_for('activity.check'))::uuid[]))
   order by id for update;
  candidates := array(
    select distinct activity.initiative_id from activity
      join begun on begun.initiative_id = activity.initiative_id
     where activity.intake_id = take_back_begun.intake and activity.unit_id = any ((select access.units_for('activity.check'))::uuid[]));
  with began as (
    select distinct on (begun.initiative_id) begun.initiative_id as id, coalesce(begun.was_state, 'proposed') as state, file.imported_at as at
      from begun join activities.intake as file on file.id = begun.intake_id
     where begun.initiative_id = any (candidates) and begun.was_started_on is null
     order by begun.initiative_id, file.imported_at desc
  ), unused as (
    select began.id, began.state from began
     where not exists (select from activity where initiative_id = began.id and activity.state <> 'rejected')
       and not exists (select from initiative as copy where copy.copied_from = began.id and copy.created_at >= began.at)
       and not exists (select from guide where initiative_id = began.id and changed_at >= began.at)
       and not exists (select from target where initiative_id = began.id and set_at >= began.at)
       and not exists (select from recognition where initiative_id = began.id and recorded_at >= began.at)
       and not exists (select from in_campaign where initiative_id = began.id and linked_at >= began.at)
       and not exists (select from co_host where initiative_id = began.id and named_at >= began.at)
       and not exists (select from served_theme where initiative_id = began.id and linked_at >= began.at)
       and not exists (select from pledges.collective where initiative_id = began.id and made_at >= began.at)
       and not exists (select from life where initiative_id = began.id and life.at > began.at
             and life.at not in (select unnest(begun.moved_back || file.imported_at)
                                   from begun join activities.intake as file on file.id = begun.intake_id
                                  where begun.initiative_id = began.id))
  ), changed as (
    update initiative set state = unused.state, started_on = null
      from unused where initiative.id = unused.id and initiative.state = 'active'
    returning initiative.id, initiative.state
  ), told as (
    insert into life (initiative_id, event, day, note, person_id)
    select changed.id, changed.state, org.today(), take_back_begun.note, access.actor() from changed
  )
  select coalesce(array_agg(changed.id), '{}') into withdrawn from changed;
  -- One that stays begins when it was known to before any file, or with the first record that stands. What a file started was known
  -- to begin on no day, until a person let it begin again.
  with known as (
    select mine.initiative_id as id, max(later.was_started_on) as day
      from begun as mine
      left join lateral (
        select file.imported_at as at from begun join activities.intake as file on file.id = begun.intake_id
         where begun.initiative_id = mine.initiative_id and begun.was_started_on is null
         order by file.imported_at desc limit 1) as start on true
      left join lateral (
        select begun.was_started_on from begun join activities.intake as file on file.id = begun.intake_id
         where begun.initiative_id = mine.initiative_id
           and (start.at is null or exists (
                 select from life where life.initiative_id = mine.initiative_id and life.event = 'active'
                    and life.at > start.at and life.at < file.imported_at
                    and life.at not in (select unnest(other.moved_back || theirs.imported_at)
                                          from begun as other join activities.intake as theirs on theirs.id = other.intake_id
                                         where other.initiative_id = mine.initiative_id)))) as later on true
     where mine.intake_id = take_back_begun.intake
     group by mine.initiative_id
  ), moved as (
    update initiative set started_on = first.day
      from (select known.id, least(known.day, (
                   select min(activity.day) from activity where activity.initiative_id = known.id and activity.state <> 'rejected')) as day
              from known) as first
     where initiative.id = first.id and initiative.id = any (candidates) and initiative.id <> all (withdrawn)
       and initiative.started_on < first.day and (initiative.ended_on is null or first.day <= initiative.ended_on)
    returning initiative.id, initiative.started_on
  ), told as (
    insert into life (initiative_id, event, day, note, person_id)
    select moved.id, 'active', moved.started_on, take_back_begun.note, access.actor() from moved
  )
  update begun set moved_back = begun.moved_back || now()
    from moved where begun.initiative_id = moved.id and begun.intake_id = take_back_begun.intake;
  return cardinality(withdrawn);
end
$$;
