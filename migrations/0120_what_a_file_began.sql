-- 0120_what_a_file_began.sql – a file of past records starts initiatives and lets others begin earlier; rejected, it takes both back.

create table activities.begun (
  intake_id      uuid not null references activities.intake,
  initiative_id  uuid not null references initiatives.initiative,
  was_state      text,
  was_started_on date,
  constraint initiative_is_begun_already primary key (intake_id, initiative_id)
);
comment on table activities.begun is
  'Initiatives that a file of past records started (was_state is empty), or let begin on an earlier day than was known, with what they were before.';
create index begun_initiative on activities.begun (initiative_id);
alter table activities.begun enable row level security;
grant select, insert on activities.begun to lantoa_app;
create policy begun_is_read on activities.begun for select to lantoa_app
  using (exists (select from activities.intake where intake.id = begun.intake_id));
create policy begun_is_written on activities.begun for insert to lantoa_app
  with check (exists (select from activities.intake where intake.id = begun.intake_id and intake.imported_by = access.actor()));
insert into ledger.bound (relation, left_out) values ('activities.begun', '{}');

-- What files have started so far is known by its moment.
insert into activities.begun (intake_id, initiative_id)
select intake.id, initiative.id from activities.intake
  join initiatives.initiative on initiative.kind = intake.kind and initiative.created_by = intake.imported_by
   and initiative.created_at = intake.imported_at;

-- Whether something uses an initiative since a moment does not depend on who asks.
create function activities.take_back_begun(intake uuid, note text) returns integer
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
             and life.at not in (select file.imported_at from begun join activities.intake as file on file.id = begun.intake_id
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
  -- Where it ran already, it begins again when it was known to, or with the first record that stands.
  update initiative set started_on = moved.day
    from (select begun.initiative_id as id, least(begun.was_started_on, (
                 select min(activity.day) from activity where activity.initiative_id = begun.initiative_id and activity.state <> 'rejected')) as day
            from begun where begun.intake_id = take_back_begun.intake and begun.was_started_on is not null) as moved
   where initiative.id = moved.id and initiative.id = any (candidates) and initiative.id <> all (withdrawn)
     and initiative.started_on < moved.day;
  return cardinality(withdrawn);
end
$$;
comment on function activities.take_back_begun is
  'Makes of the initiatives that a rejected file began what they were before, where nothing has used them since; gives how many run no more. Of those alone whose records in the file this person checks.';
revoke all on function activities.take_back_begun from public;
grant execute on function activities.take_back_begun to lantoa_app;

create function initiatives.hold(initiative uuid) returns void
  language sql volatile security definer set search_path = initiatives, pg_catalog as $$
  select from initiatives.initiative where id = hold.initiative for key share
$$;
comment on function initiatives.hold is
  'Waits for whoever takes an initiative back, and keeps others from it until the transaction ends, as a record does that belongs to it. It tells nothing.';
revoke all on function initiatives.hold from public;
grant execute on function initiatives.hold to lantoa_app;
