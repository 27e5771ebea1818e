-- 0011_reorganisation.sql – decisions on units that say exactly what they change, can be undone before their day, and are followed after it.

create function org.today() returns date
  language sql stable parallel safe
  return (now() at time zone 'Asia/Ho_Chi_Minh')::date;
comment on function org.today is 'The day in Vietnam, whatever the clock of the server is set to.';

-- ── What a decision changed ──────────────────────────────────────────────────────────────────────────────────────────

alter table org.reorganisation
  add column about uuid[] not null default '{}',
  add column made_by uuid references access.person,
  add column made_at timestamptz,
  add column renamed_at timestamptz,
  add column undone_by uuid references access.person,
  add column undone_at timestamptz,
  add constraint reorganisation_is_undone_before_it_was_made check (undone_at >= made_at);
-- Set apart from the columns: what was loaded before this migration was made by nobody, at no known hour.
alter table org.reorganisation
  alter column made_by set default access.actor(),
  alter column made_at set default now();
comment on column org.reorganisation.about is 'The units that the decision is about: those merged, split, moved, renamed or dissolved.';
comment on column org.reorganisation.renamed_at is 'When the new name was put in place; until its day a new name only waits.';
comment on column org.reorganisation.undone_at is 'A decision that was undone is kept, marked; its successions are gone and it counts no more.';
create index reorganisation_about on org.reorganisation using gin (about);
create index reorganisation_made_by on org.reorganisation (made_by);
create index reorganisation_undone_by on org.reorganisation (undone_by);
create index reorganisation_day on org.reorganisation (day desc, id desc);

create table org.reorganisation_step (
  reorganisation_id  uuid not null references org.reorganisation,
  number             integer not null,
  what               text not null,
  -- No foreign key: a unit that was made by a decision is gone when the decision is undone, and the step stays.
  unit_id            uuid not null,
  detail             jsonb not null,
  primary key (reorganisation_id, number),
  constraint reorganisation_step_is_unknown check (what in
    ('unit_made', 'unit_ended', 'unit_renamed', 'place_cut', 'place_added', 'carried_on', 'left_over'))
);
comment on table org.reorganisation_step is
  'What exactly a decision changed, one row for each row that was made, ended or moved, so that undoing it restores precisely what was there.';
create index reorganisation_step_unit on org.reorganisation_step (unit_id);
create trigger reorganisation_step_is_append_only before update or delete or truncate on org.reorganisation_step
  for each statement execute function access.refuse_change();

create function org.check_shares() returns trigger
  language plpgsql security definer set search_path = org, pg_catalog as $$
begin
  if exists (select from org.succession
              where (reorganisation_id, from_unit_id) in (select reorganisation_id, from_unit_id from given)
              group by reorganisation_id, from_unit_id having sum(share) > 1) then
    raise exception using errcode = 'check_violation', constraint = 'succession_shares_exceed_the_whole',
      message = 'the parts of a unit come to more than the whole';
  end if;
  return null;
end
$$;
create trigger succession_shares_are_checked after insert on org.succession
  referencing new table as given for each statement execute function org.check_shares();

create function org.take_turn() returns void
  language plpgsql security definer set search_path = org, pg_catalog as $$
begin
  lock table org.beneath in share row exclusive mode;
end
$$;
comment on function org.take_turn is
  'Lets one decision at a time look at the trees and change them: the next one sees what the first has made of them.';

create function org.put_names_in_place() returns integer
  language plpgsql security definer set search_path = org, pg_catalog as $$
declare
  decision record;
  count integer := 0;
begin
  for decision in
    select reorganisation.id, step.unit_id, step.detail
      from org.reorganisation join org.reorganisation_step as step on step.reorganisation_id = reorganisation.id and step.what = 'unit_renamed'
     where reorganisation.day <= org.today() and reorganisation.renamed_at is null and reorganisation.undone_at is null
     order by reorganisation.day, reorganisation.id
       for update of reorganisation
  loop
    update org.unit set name = decision.detail ->> 'name', short_name = decision.detail ->> 'shortName' where id = decision.unit_id;
    update org.reorganisation set renamed_at = now() where id = decision.id;
    count := count + 1;
  end loop;
  return count;
end
$$;
comment on function org.put_names_in_place is 'Gives units the names whose day has come. A second time changes nothing.';

-- ── Who follows whom, from the day on ────────────────────────────────────────────────────────────────────────────────

create function org.took_over(one org.succession) returns boolean
  language sql stable parallel safe
  return (one.share is null or one.share = 1)
    and exists (
      select from org.unit as former join org.reorganisation as decision on decision.id = one.reorganisation_id
       where former.id = one.from_unit_id and former.valid_to <= org.today() and decision.day <= org.today()
         -- What a unit had given away while it stood does not matter: at its end all that was left went one way.
         and not exists (select from org.succession as other join org.reorganisation as its on its.id = other.reorganisation_id
                          where other.from_unit_id = one.from_unit_id and other.to_unit_id <> one.to_unit_id
                            and (its.day >= former.valid_to or other.share is null)));
comment on function org.took_over is 'Whether one unit has taken the place of another that ended: whole, and its day has come.';

create or replace function org.predecessors(unit uuid) returns setof uuid
  language sql stable parallel safe rows 10 as $$
  with recursive back as (
    select from_unit_id from org.succession where to_unit_id = unit and org.took_over(succession)
    union
    select succession.from_unit_id from org.succession join back on succession.to_unit_id = back.from_unit_id
     where org.took_over(succession)
  )
  select from_unit_id from back
$$;
comment on function org.predecessors is
  'The units that have gone over to a unit whole, all the way back. Of a district that was split among communes none has the whole; before its day a decision changes nothing.';

create function org.heirs(unit uuid) returns setof uuid
  language sql stable parallel safe rows 2 as $$
  with recursive onward as (
    select to_unit_id from org.succession where from_unit_id = unit and org.took_over(succession)
    union
    select succession.to_unit_id from org.succession join onward on succession.from_unit_id = onward.to_unit_id
     where org.took_over(succession)
  )
  select to_unit_id from onward
$$;
comment on function org.heirs is 'The units that have taken the place of a unit, one after the other, to today. Of a unit that was split there is none.';

create function org.acting_for(unit uuid, on_day date) returns uuid
  language sql stable parallel safe
  return (
    with recursive onward as (
      select one.id, one.valid_to, 0 as step from org.unit as one where one.id = unit
      union all
      select next.id, next.valid_to, onward.step + 1
        from onward join org.succession on succession.from_unit_id = onward.id and org.took_over(succession)
        join org.unit as next on next.id = succession.to_unit_id
       where onward.valid_to <= on_day and onward.step < 20
    )
    select id from onward where valid_to is null or valid_to > on_day order by step limit 1);
comment on function org.acting_for is
  'Who does on a day what a unit would do: itself while it stands, then whoever took its place whole; null where nobody did.';

create or replace function org.scope(unit uuid) returns setof uuid
  language plpgsql stable set search_path = org, pg_catalog rows 10 as $$
declare
  answering uuid[];
  own uuid[];
  more uuid[];
begin
  -- Backward: only what went over whole. Of a district that was split, no new commune answers for the others' part.
  answering := array(select scope.unit union all select org.predecessors(scope.unit));
  own := array(select distinct unit_id from org.beneath where ancestor_id = any (answering));
  -- Onward: only what began when its only origin had ended. A unit that stood before, or one that merely gave a part, is its own.
  loop
    more := array(
      select distinct succession.to_unit_id from org.succession
        join org.unit as former on former.id = succession.from_unit_id
        join org.unit as next on next.id = succession.to_unit_id
       where succession.from_unit_id = any (own) and succession.to_unit_id <> all (own)
         and former.valid_to <= org.today() and next.valid_from >= former.valid_to
         and not exists (select from org.succession as other
                          where other.to_unit_id = succession.to_unit_id and other.from_unit_id <> all (own)));
    exit when cardinality(more) = 0;
    answering := answering || more;
    own := own || array(select distinct unit_id from org.beneath where ancestor_id = any (more));
  end loop;
  return query select unnest(answering);
end
$$;

create or replace function access.roots(who uuid, roles text[]) returns setof uuid
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  with held as (
    select role_held.unit_id
      from access.role_held
      join access.person on person.id = role_held.person_id and person.disabled_at is null
     where role_held.person_id = who
       and role_held.role = any (roles)
       and role_held.valid_from <= current_date
       and (role_held.valid_to is null or role_held.valid_to > current_date)
  )
  select unit_id from held
  union
  select heir from held, lateral org.heirs(held.unit_id) as heir
$$;
comment on function access.roots is
  'The units on which a person holds one of the roles today, with those that have taken the place of one that ended.';

-- ── Who may write what ───────────────────────────────────────────────────────────────────────────────────────────────

alter table org.reorganisation enable row level security;
alter table org.reorganisation_step enable row level security;
alter table org.succession enable row level security;

create function org.may_be_undone(decision uuid) returns boolean
  language sql stable security definer set search_path = org, access, pg_catalog
  return exists (select from org.reorganisation
                  where reorganisation.id = decision and reorganisation.undone_at is null and reorganisation.day > org.today()
                    and cardinality(reorganisation.about) > 0
                    and reorganisation.about <@ access.units_for('unit.manage'));
comment on function org.may_be_undone is 'Whether the person of this transaction may undo a decision: its day has not come, and they manage all that it is about.';

create policy reorganisation_is_public on org.reorganisation for select to lantoa_app, lantoa_public using (true);
create policy reorganisation_is_decided on org.reorganisation for insert to lantoa_app
  with check ((select cardinality(access.units_for('unit.manage'))) > 0 and about <@ (select access.units_for('unit.manage'))::uuid[]);
create policy reorganisation_is_undone on org.reorganisation for update to lantoa_app
  using (org.may_be_undone(id)) with check (undone_at is not null);
create policy reorganisation_step_is_public on org.reorganisation_step for select to lantoa_app, lantoa_public using (true);
create policy reorganisation_step_is_written on org.reorganisation_step for insert to lantoa_app
  with check (exists (select from org.reorganisation where reorganisation.id = reorganisation_id and reorganisation.made_by = access.actor()
                         and reorganisation.made_at = now()));
create policy succession_is_public on org.succession for select to lantoa_app, lantoa_public using (true);
create policy succession_is_decided on org.succession for insert to lantoa_app
  with check (from_unit_id = any ((select access.units_for('unit.manage'))::uuid[])
          and to_unit_id = any ((select access.units_for('unit.manage'))::uuid[]));
create policy succession_is_undone on org.succession for delete to lantoa_app using (org.may_be_undone(reorganisation_id));
create policy placement_is_removed on org.placement for delete to lantoa_app
  using (parent_id = any ((select access.units_for('unit.manage'))::uuid[]));
-- Only a unit that a decision made, and that the undoing of this decision takes away again.
create policy unit_is_unmade on org.unit for delete to lantoa_app
  using (exists (select from org.reorganisation_step as step
                  where step.unit_id = unit.id and step.what = 'unit_made' and org.may_be_undone(step.reorganisation_id)));

grant select on org.reorganisation_step to lantoa_app, lantoa_public;
grant insert on org.reorganisation_step to lantoa_app;
grant update (undone_by, undone_at) on org.reorganisation to lantoa_app;
grant delete on org.unit, org.placement, org.succession to lantoa_app;
revoke execute on function org.take_turn, org.put_names_in_place from public;
grant execute on function org.take_turn, org.put_names_in_place to lantoa_app;
