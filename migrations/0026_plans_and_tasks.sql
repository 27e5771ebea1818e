-- 0026_plans_and_tasks.sql – what was planned, who has to do what by when, and every step until it was accepted.

-- ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────

create table programme.plan (
  id              uuid primary key default uuidv7(),
  unit_id         uuid not null references org.unit,
  kind            text not null,
  title           text not null,
  document_id     uuid references programme.document,
  carries_out_id  uuid references programme.document,
  above_id        uuid references programme.plan,
  theme_id        uuid references programme.theme,
  from_day        date not null,
  to_day          date not null,
  state           text not null default 'draft',
  version         integer not null default 1,
  issued_on       date,
  closed_on       date,
  written_by      uuid references access.person,
  written_at      timestamptz not null default now(),
  constraint plan_kind_is_unknown          check (kind in ('plan', 'action_programme')),
  constraint plan_title_is_too_long        check (char_length(title) between 3 and 300),
  constraint plan_ends_before_it_begins    check (to_day >= from_day),
  constraint plan_spans_too_long           check (to_day < from_day + 3660),
  constraint plan_state_is_unknown         check (state in ('draft', 'issued', 'closed')),
  constraint plan_is_above_itself          check (above_id <> id),
  constraint plan_carries_out_itself       check (document_id <> carries_out_id),
  constraint plan_is_issued_without_a_day  check ((state = 'draft') = (issued_on is null)),
  constraint plan_is_closed_without_a_day  check ((state = 'closed') = (closed_on is not null)),
  constraint plan_is_closed_before_issued  check (closed_on >= issued_on)
);
comment on table programme.plan is
  'A plan or an action programme (chương trình hành động, over years) of a unit: the document that it is, the document or plan that it carries out.';
create index plan_unit on programme.plan (unit_id, from_day desc, id desc);
create index plan_document on programme.plan (document_id) where document_id is not null;
create index plan_carries_out on programme.plan (carries_out_id) where carries_out_id is not null;
create index plan_above on programme.plan (above_id) where above_id is not null;
create index plan_theme on programme.plan (theme_id) where theme_id is not null;
create index plan_written_by on programme.plan (written_by);

-- ── Tasks ────────────────────────────────────────────────────────────────────────────────────────────────────────────

create table programme.handing (
  id         uuid primary key,
  task_id    uuid not null,
  rule       jsonb not null,
  due_on     date not null,
  handed_on  date not null,
  handed_by  uuid references access.person,
  handed_at  timestamptz not null default now(),
  tasks      integer not null default 0,
  constraint handing_is_due_before_it_is_handed check (due_on >= handed_on)
);
comment on table programme.handing is
  'That a task was handed down to all units of a rule. The id is made where it is typed, so that a second press hands nothing down; the rule is kept, so that units born later take over.';
create index handing_task on programme.handing (task_id);
create index handing_handed_by on programme.handing (handed_by);

create table programme.task (
  id            uuid primary key default uuidv7(),
  plan_id       uuid not null references programme.plan,
  parent_id     uuid references programme.task,
  handing_id    uuid references programme.handing,
  unit_id       uuid not null references org.unit,
  giver_id      uuid not null references org.unit,
  person_id     uuid references access.person,
  title         text not null,
  product       text not null default '',
  clause        text not null default '',
  indicator     text references figures.indicator,
  amount        numeric(18, 3),
  due_on        date not null,
  own_title     text,
  own_product   text,
  own_due_on    date,
  own_reason    text,
  state         text not null,
  version       integer not null default 1,
  handed_on     date,
  received_at   timestamptz,
  handed_in_on  date,
  handed_in_by  uuid references access.person,
  judged_on     date,
  carried_into  uuid references programme.task deferrable initially deferred,
  constraint task_title_is_too_long        check (char_length(title) between 3 and 500),
  constraint task_product_is_too_long      check (char_length(product) <= 500),
  constraint task_clause_is_too_long       check (char_length(clause) <= 200),
  constraint task_amount_is_impossible     check (amount > 0 and amount <= 100000000000000),
  constraint task_amount_has_no_indicator  check ((indicator is null) = (amount is null)),
  constraint task_due_is_out_of_range      check (due_on between '2006-01-01' and '2100-12-31'),
  constraint task_own_title_is_too_long    check (char_length(own_title) between 3 and 500),
  constraint task_own_product_is_too_long  check (char_length(own_product) <= 500),
  constraint task_own_due_is_too_late      check (own_due_on <= due_on),
  constraint task_adapted_without_reason   check ((own_title is null and own_product is null and own_due_on is null) or char_length(own_reason) between 3 and 500),
  constraint task_state_is_unknown         check (state in ('planned', 'handed_down', 'received', 'working', 'handed_in', 'accepted', 'returned', 'recalled', 'carried_over')),
  constraint task_is_handed_without_a_day  check (state = 'planned' or handed_on is not null),
  constraint task_is_beneath_itself        check (parent_id <> id),
  constraint task_is_carried_nowhere       check (state = 'carried_over' or carried_into is null)
);
comment on table programme.task is
  'What one unit has to do by when, given by another (or by itself, in its own plan). Each unit to which a task is handed down has its own row. Late is worked out, never stored; so is progress.';
comment on column programme.task.due_on is 'The day that the giver has set. The unit may set itself an earlier one in own_due_on.';
comment on column programme.task.carried_into is 'The task as which this one goes on: in the plan of the next year, or at the unit that took over.';
alter table programme.handing add constraint handing_task_fkey foreign key (task_id) references programme.task;

create index task_plan on programme.task (plan_id, state, due_on);
create index task_parent on programme.task (parent_id, state, due_on);
create index task_handing on programme.task (handing_id);
create index task_unit on programme.task (unit_id, state, due_on);
create index task_giver on programme.task (giver_id, state, due_on);
-- What is open, by the day on which it is due: from here the board reads what is late, without the table.
create index task_open_due on programme.task (due_on, id) include (unit_id, plan_id, state)
  where state in ('handed_down', 'received', 'working', 'returned', 'handed_in');
create index task_person on programme.task (person_id) where person_id is not null;
create index task_indicator on programme.task (indicator) where indicator is not null;
create index task_handed_in_by on programme.task (handed_in_by) where handed_in_by is not null;
create index task_carried_into on programme.task (carried_into) where carried_into is not null;
create unique index task_is_handed_down_already on programme.task (parent_id, unit_id)
  where handing_id is not null and state not in ('recalled', 'carried_over');

create table programme.task_event (
  id       uuid primary key default uuidv7(),
  task_id  uuid not null references programme.task,
  event    text not null,
  note     text not null default '',
  detail   jsonb not null default '{}',
  by_id    uuid references access.person,
  at       timestamptz not null default now(),
  constraint task_event_is_unknown       check (event in ('planned', 'handed_down', 'received', 'adapted', 'assigned', 'reported', 'handed_in', 'accepted', 'returned', 'recalled', 'carried_over')),
  constraint task_event_note_is_too_long check (char_length(note) <= 2000)
);
comment on table programme.task_event is 'Everything that happened to a task: who, when, why. Only ever appended to.';
create index task_event_task on programme.task_event (task_id, id);
create index task_event_by on programme.task_event (by_id);
create trigger task_event_is_append_only before update or delete or truncate on programme.task_event
  for each statement execute function access.refuse_change();

create table programme.task_reminder (
  task_id  uuid not null references programme.task,
  step     text not null,
  day      date not null,
  primary key (task_id, step),
  constraint task_reminder_step_is_unknown check (step in ('soon', 'today', 'late', 'late_week', 'late_fortnight', 'late_month'))
);
comment on table programme.task_reminder is 'How far up the ladder of reminders a task has come, and on which day each step was told.';

create table programme.plan_answer (
  plan_id      uuid not null references programme.plan,
  task_id      uuid not null references programme.task,
  answer       text not null,
  why          text not null default '',
  own_task_id  uuid references programme.task,
  answered_by  uuid references access.person,
  answered_at  timestamptz not null default now(),
  primary key (plan_id, task_id),
  constraint plan_answer_is_unknown      check (answer in ('taken_over', 'adapted', 'not_applicable')),
  constraint plan_answer_has_no_reason   check (answer = 'taken_over' or char_length(why) >= 3),
  constraint plan_answer_why_is_too_long check (char_length(why) <= 500)
);
comment on table programme.plan_answer is
  'How a local plan answers a task of the plan above: taken over, adapted or not applicable, the last two with a reason.';
create index plan_answer_task on programme.plan_answer (task_id);
create index plan_answer_own_task on programme.plan_answer (own_task_id) where own_task_id is not null;
create index plan_answer_answered_by on programme.plan_answer (answered_by);

create table programme.task_import (
  id         uuid primary key default uuidv7(),
  plan_id    uuid not null references programme.plan,
  made_by    uuid not null references access.person,
  made_at    timestamptz not null default now(),
  file_name  text not null,
  file_hash  text not null,
  rows       jsonb not null,
  notices    jsonb not null,
  constraint task_import_file_name_is_too_long check (char_length(file_name) <= 200)
);
comment on table programme.task_import is
  'A table of tasks that somebody has previewed and not yet confirmed. Kept for an hour, seen by its maker alone, gone when it is written.';
create index task_import_plan on programme.task_import (plan_id);
create index task_import_made_by on programme.task_import (made_by);

-- ── Asking who may, in a nation of 55,000 units ──────────────────────────────────────────────────────────────────────

create function access.held_for(action_wanted text) returns uuid[]
  language sql stable security definer set search_path = access, pg_catalog
  return array(select access.roots(access.actor(), array(select role from access.permission where action = action_wanted)));
comment on function access.held_for is 'The units on which the person of this transaction holds a role for an action, with those that took the place of one.';

create function access.reaches(root_units uuid[], unit uuid) returns boolean
  language plpgsql stable security definer set search_path = access, org, pg_catalog as $$
begin
  if cardinality(root_units) = 0 then
    return false;
  end if;
  return exists (select from org.beneath where beneath.ancestor_id = any (root_units) and beneath.unit_id = unit)
      -- The work of an ended unit belongs to whoever carries it on.
      or exists (select from org.beneath as above join org.unit as former on former.id = above.ancestor_id and former.valid_to is not null
                   cross join lateral org.heirs(former.id) as heir
                   join org.beneath as held on held.unit_id = heir and held.ancestor_id = any (root_units)
                  where above.unit_id = unit);
end
$$;
comment on function access.reaches is
  'Whether a unit is one of `access.covered_by(root_units)`: asked of one unit by an index, where the whole list would be 55,000 long.';
revoke all on function access.held_for, access.reaches from public;
grant execute on function access.held_for, access.reaches to lantoa_app;

create or replace function access.covers(who uuid, roles text[], unit uuid) returns boolean
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select access.reaches(array(select access.roots(who, roles)), unit)
$$;

-- ── What the database itself refuses ─────────────────────────────────────────────────────────────────────────────────

create function programme.check_tasks() returns trigger
  language plpgsql security definer set search_path = programme, org, pg_catalog as $$
begin
  if exists (select from given join org.unit on unit.id = given.unit_id
              where given.state = 'handed_down' and not daterange(unit.valid_from, unit.valid_to) @> given.handed_on) then
    raise exception using errcode = 'check_violation', constraint = 'task_unit_did_not_exist_then',
      message = 'a task for a unit that does not exist on the day';
  end if;
  return null;
end
$$;
create trigger task_units_are_checked after insert on programme.task
  referencing new table as given for each statement execute function programme.check_tasks();

create function programme.keep_what_was_given() returns trigger
  language plpgsql set search_path = pg_catalog as $$
begin
  if old.state <> 'planned' and
     (old.plan_id, old.parent_id, old.handing_id, old.unit_id, old.giver_id, old.title, old.product, old.clause, old.indicator, old.amount, old.due_on)
     is distinct from
     (new.plan_id, new.parent_id, new.handing_id, new.unit_id, new.giver_id, new.title, new.product, new.clause, new.indicator, new.amount, new.due_on) then
    raise exception using errcode = 'check_violation', constraint = 'task_is_given_already',
      message = 'what was handed down does not change';
  end if;
  -- Whoever may share a task out within a unit may not, by that, do the unit's work: a policy sees only one of both rows.
  if new.state <> old.state and new.state in ('received', 'working', 'handed_in') and current_user = 'lantoa_app'
     and not access.reaches(access.held_for('task.work'), new.unit_id) then
    raise exception using errcode = 'insufficient_privilege', message = 'a task of another unit';
  end if;
  return new;
end
$$;
create trigger task_keeps_what_was_given before update on programme.task
  for each row execute function programme.keep_what_was_given();

-- ── How many of each state, kept by the database ─────────────────────────────────────────────────────────────────────

create table programme.tally (
  unit_id     uuid not null references org.unit,
  plan_id     uuid not null references programme.plan,
  to_receive  integer not null,
  in_hand     integer not null,
  to_judge    integer not null,
  primary key (unit_id, plan_id)
) with (fillfactor = 70);
comment on table programme.tally is
  'How many tasks of a plan a unit has to acknowledge, has in hand and has handed in: what a board adds up. A row for each unit, so that units do not queue for one another.';
create index tally_plan on programme.tally (plan_id);
create index tally_open on programme.tally (unit_id) include (plan_id, to_receive, in_hand, to_judge)
  where to_receive + in_hand + to_judge > 0;

create function programme.keep_tally() returns trigger
  language plpgsql security definer set search_path = programme, pg_catalog as $$
begin
  -- A statement for each case, since a transition table that a trigger does not have cannot even be named. Rows are
  -- locked in the order of their keys, so that two who write at once wait for one another and never in a circle.
  if tg_op = 'INSERT' then
    insert into programme.tally as kept (unit_id, plan_id, to_receive, in_hand, to_judge)
    select unit_id, plan_id, count(*) filter (where state = 'handed_down'),
           count(*) filter (where state in ('received', 'working', 'returned')), count(*) filter (where state = 'handed_in')
      from given where state in ('handed_down', 'received', 'working', 'returned', 'handed_in')
     group by unit_id, plan_id order by unit_id, plan_id
        on conflict (unit_id, plan_id) do update
       set to_receive = kept.to_receive + excluded.to_receive, in_hand = kept.in_hand + excluded.in_hand, to_judge = kept.to_judge + excluded.to_judge;
  else
    insert into programme.tally as kept (unit_id, plan_id, to_receive, in_hand, to_judge)
    select unit_id, plan_id, coalesce(sum(tasks) filter (where state = 'handed_down'), 0),
           coalesce(sum(tasks) filter (where state in ('received', 'working', 'returned')), 0), coalesce(sum(tasks) filter (where state = 'handed_in'), 0)
      from (select unit_id, plan_id, state, 1 as tasks from given union all select unit_id, plan_id, state, -1 from former) as change
     where state in ('handed_down', 'received', 'working', 'returned', 'handed_in')
     group by unit_id, plan_id order by unit_id, plan_id
        on conflict (unit_id, plan_id) do update
       set to_receive = kept.to_receive + excluded.to_receive, in_hand = kept.in_hand + excluded.in_hand, to_judge = kept.to_judge + excluded.to_judge
     where excluded.to_receive <> 0 or excluded.in_hand <> 0 or excluded.to_judge <> 0;
  end if;
  return null;
end
$$;
comment on function programme.keep_tally is 'Keeps the tally in step with the tasks. Only what is planned is ever deleted, and that is in no tally.';
create trigger task_is_tallied after insert on programme.task
  referencing new table as given for each statement execute function programme.keep_tally();
create trigger task_is_tallied_anew after update on programme.task
  referencing old table as former new table as given for each statement execute function programme.keep_tally();

-- ── Who may see and do what ──────────────────────────────────────────────────────────────────────────────────────────

create function programme.above_mine() returns setof uuid
  language sql stable security definer rows 50 set search_path = programme, access, pg_catalog as $$
  with recursive up as (
    select task.parent_id as id from programme.task
     where task.unit_id in (select unnest(access.units_for('task.read'))) and task.parent_id is not null and task.state <> 'planned'
    union
    select task.parent_id from up join programme.task on task.id = up.id where task.parent_id is not null
  )
  select id from up
$$;
comment on function programme.above_mine is
  'The tasks from which those of my units were handed down, all the way up: whoever has a task may see where it comes from.';

create function programme.people_of(unit uuid) returns table (id uuid, name text)
  language sql stable security definer set search_path = access, pg_catalog as $$
  select distinct person.id, person.name
    from access.role_held join access.person on person.id = role_held.person_id and person.disabled_at is null
   where role_held.unit_id = unit
     and role_held.valid_from <= current_date and (role_held.valid_to is null or role_held.valid_to > current_date)
     and access.reaches((select access.held_for('task.hand_down')), unit)
   order by person.name limit 200
$$;
comment on function programme.people_of is 'Who works for a unit, for those who share out its tasks.';
revoke all on function programme.above_mine, programme.people_of from public;
grant execute on function programme.above_mine, programme.people_of to lantoa_app;

alter table programme.plan enable row level security;
alter table programme.handing enable row level security;
alter table programme.task enable row level security;
alter table programme.task_event enable row level security;
alter table programme.task_reminder enable row level security;
alter table programme.plan_answer enable row level security;
alter table programme.task_import enable row level security;
grant select, insert, update on programme.plan to lantoa_app;
grant select, insert, update (tasks) on programme.handing to lantoa_app;
grant select, insert, update, delete on programme.task to lantoa_app;
grant select, insert on programme.task_event to lantoa_app;
grant select on programme.task_reminder to lantoa_app;
grant select, insert, update, delete on programme.plan_answer to lantoa_app;
grant select, insert, delete on programme.task_import to lantoa_app;

create policy plan_is_read on programme.plan for select to lantoa_app
  using (access.reaches((select access.held_for('plan.read')), unit_id)
      or (state <> 'draft' and unit_id = any ((select access.above_for('plan.read'))::uuid[])));
create policy plan_is_written on programme.plan for insert to lantoa_app
  with check (access.reaches((select access.held_for('plan.write')), unit_id));
create policy plan_is_changed on programme.plan for update to lantoa_app
  using (access.reaches((select access.held_for('plan.write')), unit_id));

-- A function that gives rows: one that gave a list would be run each time that a statement is planned.
create policy task_is_read on programme.task for select to lantoa_app
  using ((state <> 'planned' and access.reaches((select access.held_for('task.read')), unit_id))
      or access.reaches((select access.held_for('task.read')), giver_id)
      or id in (select programme.above_mine()));
create policy task_is_given on programme.task for insert to lantoa_app
  with check (access.reaches((select access.held_for('task.hand_down')), giver_id) and state in ('planned', 'handed_down'));
-- One policy a part: what somebody may do to a task is said by the state in which they leave it.
create policy task_is_worked_on on programme.task for update to lantoa_app
  using (access.reaches((select access.held_for('task.work')), unit_id)
     and state in ('handed_down', 'received', 'working', 'returned'))
  with check (access.reaches((select access.held_for('task.work')), unit_id)
     and state in ('received', 'working', 'returned', 'handed_in'));
create policy task_is_shared_out on programme.task for update to lantoa_app
  using (access.reaches((select access.held_for('task.hand_down')), unit_id))
  with check (access.reaches((select access.held_for('task.hand_down')), unit_id)
     and state in ('handed_down', 'received', 'working', 'returned'));
create policy task_is_judged on programme.task for update to lantoa_app
  using (state = 'handed_in' and access.reaches((select access.held_for('task.judge')), giver_id))
  with check (state in ('accepted', 'returned') and access.reaches((select access.held_for('task.judge')), giver_id));
create policy task_is_recalled on programme.task for update to lantoa_app
  using (state not in ('accepted', 'recalled', 'carried_over') and access.reaches((select access.held_for('task.hand_down')), giver_id))
  with check (state in ('planned', 'handed_down', 'recalled', 'carried_over') and access.reaches((select access.held_for('task.hand_down')), giver_id));
create policy task_is_struck_from_a_draft on programme.task for delete to lantoa_app
  using (state = 'planned' and access.reaches((select access.held_for('task.hand_down')), giver_id));

-- `(select true …)` and not `exists`: of that the planner may make a list of all tasks, asking for each whether it may be seen.
create policy handing_is_read on programme.handing for select to lantoa_app
  using ((select true from programme.task where task.id = handing.task_id));
create policy handing_is_made on programme.handing for insert to lantoa_app
  with check (handed_by = access.actor() and (select true from programme.task where task.id = handing.task_id
    and (access.reaches((select access.held_for('task.hand_down')), task.unit_id)
      or access.reaches((select access.held_for('task.hand_down')), task.giver_id))));
create policy handing_is_counted on programme.handing for update to lantoa_app
  using (handed_by = access.actor());

-- What was reported on a task is for its unit and its giver; of the tasks above my own I see what they are, not how they go.
create policy task_event_is_read on programme.task_event for select to lantoa_app
  using ((select true from programme.task where task.id = task_event.task_id
    and (access.reaches((select access.held_for('task.read')), task.unit_id) or access.reaches((select access.held_for('task.read')), task.giver_id))));
create policy task_event_is_written on programme.task_event for insert to lantoa_app
  with check (by_id = access.actor() and (select true from programme.task where task.id = task_event.task_id
    and (access.reaches((select access.held_for('task.hand_down')), task.giver_id)
      or access.reaches((select access.held_for('task.work')), task.unit_id)
      or access.reaches((select access.held_for('task.hand_down')), task.unit_id))));
create policy task_reminder_is_read on programme.task_reminder for select to lantoa_app
  using ((select true from programme.task where task.id = task_reminder.task_id
    and (access.reaches((select access.held_for('task.read')), task.unit_id) or access.reaches((select access.held_for('task.read')), task.giver_id))));
create policy plan_answer_is_read on programme.plan_answer for select to lantoa_app
  using ((select true from programme.plan where plan.id = plan_answer.plan_id));
create policy plan_answer_is_given on programme.plan_answer for insert to lantoa_app
  with check ((select true from programme.plan where plan.id = plan_answer.plan_id
    and access.reaches((select access.held_for('plan.write')), plan.unit_id)));
create policy plan_answer_is_changed on programme.plan_answer for update to lantoa_app
  using ((select true from programme.plan where plan.id = plan_answer.plan_id
    and access.reaches((select access.held_for('plan.write')), plan.unit_id)));
create policy plan_answer_is_taken_back on programme.plan_answer for delete to lantoa_app
  using ((select true from programme.plan where plan.id = plan_answer.plan_id
    and access.reaches((select access.held_for('plan.write')), plan.unit_id)));
create policy task_import_is_own on programme.task_import to lantoa_app
  using (made_by = access.actor())
  with check (made_by = access.actor());
create policy task_import_is_cleared on programme.task_import for delete to lantoa_app using (made_at < now() - interval '1 hour');

create policy fact_is_posted_for_plans_and_tasks on figures.fact for insert to lantoa_app
  with check (source_kind in ('plan', 'task')
    and (access.reaches((select access.held_for('task.hand_down')), unit_id)
      or (select true from programme.task where task.id = fact.source_id
           and access.reaches((select access.held_for('task.hand_down')), task.giver_id))));

-- ── The leader's board ───────────────────────────────────────────────────────────────────────────────────────────────
-- These read for one unit and all that lies beneath it. Whether the reader may is asked once, at the beginning: asked of
-- each of 200,000 tasks it would take longer than anybody waits.

create function programme.refuse_board(root uuid) returns void
  language plpgsql stable security definer set search_path = programme, access, org, pg_catalog as $$
begin
  if access.reaches(access.held_for('task.read'), root) then
    return;
  end if;
  raise exception using errcode = 'insufficient_privilege', message = 'the board of another unit';
end
$$;

create function programme.units_of(root uuid) returns uuid[]
  language sql stable security definer set search_path = org, pg_catalog as $$
  with recursive covered as materialized (
    select distinct unit_id from org.beneath where ancestor_id = root
  ), former as (
    select succession.from_unit_id as id from org.succession join covered on covered.unit_id = succession.to_unit_id
     where org.took_over(succession)
    union
    select succession.from_unit_id from former join org.succession on succession.to_unit_id = former.id
     where org.took_over(succession)
  )
  select array(select unit_id from covered union select beneath.unit_id from former join org.beneath on beneath.ancestor_id = former.id)
$$;
comment on function programme.units_of is 'The units of `access.covered_by(array[root])`, for one root: found from the successions, not asked for unit by unit.';

create function programme.board_counts(root uuid, day date)
  returns table (of_what text, id uuid, to_receive bigint, in_hand bigint, to_judge bigint, late bigint)
  language plpgsql stable security definer set search_path = programme, access, org, pg_catalog set work_mem = '32MB' as $$
declare
  units uuid[];
  scope text;
  way text;
begin
  perform programme.refuse_board(root);
  select case when kind.is_area then 'area' else 'line' end into way
    from org.unit join org.kind on kind.code = unit.kind where unit.id = root;
  -- Few units: what they have is looked up. Many: what is open is read as it lies, and kept where it is theirs.
  if (select count(*) from (select from org.beneath where ancestor_id = root limit 5001) as below) <= 5000 then
    units := programme.units_of(root);
    scope := 'unit_id = any ($2)';
  else
    units := array[root] || array(select org.predecessors(root));
    scope := 'unit_id in (select beneath.unit_id from org.beneath where beneath.ancestor_id = any ($2))';
  end if;
  return query execute format($query$
    with cell as materialized (
      select one.unit_id, one.plan_id, sum(one.to_receive)::bigint as to_receive, sum(one.in_hand)::bigint as in_hand,
             sum(one.to_judge)::bigint as to_judge, sum(one.late)::bigint as late
        from (select tally.unit_id, tally.plan_id, tally.to_receive, tally.in_hand, tally.to_judge, 0 as late
                from programme.tally where tally.to_receive + tally.in_hand + tally.to_judge > 0 and %1$s
              union all
              select task.unit_id, task.plan_id, 0, 0, 0, 1
                from programme.task
               where task.due_on < $3 and task.state in ('handed_down', 'received', 'working', 'returned')
                 and task.state in ('handed_down', 'received', 'working', 'returned', 'handed_in') and %1$s) as one
       group by grouping sets ((one.unit_id), (one.plan_id))
    ), holder as materialized (
      select distinct cell.unit_id, case when unit.valid_to <= $3 then org.acting_for(unit.id, $3) else unit.id end as acting_id
        from cell join org.unit on unit.id = cell.unit_id
    ), member as materialized (
      -- The unit directly beneath the root under which somebody stands today; none for the root itself.
      select holder.unit_id, child.ancestor_id as child_id
        from holder left join lateral (
          select below.ancestor_id from org.beneath as below
            join org.beneath as direct on direct.unit_id = below.ancestor_id and direct.ancestor_id = $1 and direct.tree = $4
             and direct.distance = 1 and direct.valid @> $3
           where below.unit_id = holder.acting_id and below.tree = $4 and below.valid @> $3 limit 1) as child on true
    )
    select 'unit', member.child_id, sum(cell.to_receive)::bigint, sum(cell.in_hand)::bigint, sum(cell.to_judge)::bigint, sum(cell.late)::bigint
      from cell join member on member.unit_id = cell.unit_id group by member.child_id
    union all
    select 'plan', cell.plan_id, cell.to_receive, cell.in_hand, cell.to_judge, cell.late from cell where cell.plan_id is not null$query$, scope)
    using root, units, day, way;
end
$$;
comment on function programme.board_counts is
  'What is to be acknowledged, in hand, handed in and late: for each unit directly beneath one (null: its own), and for each plan.';

create function programme.board_tasks(root uuid, day date, wanted text, plan_wanted uuid, after_due date, after_id uuid, most integer)
  returns setof uuid
  language plpgsql stable security definer set search_path = programme, access, org, pg_catalog as $$
declare
  units uuid[];
  states text;
  narrowed text;
begin
  perform programme.refuse_board(root);
  states := case wanted when 'late' then $in$'handed_down', 'received', 'working', 'returned'$in$
                        when 'to_receive' then $in$'handed_down'$in$
                        when 'to_judge' then $in$'handed_in'$in$
                        else $in$'handed_down', 'received', 'working', 'returned', 'handed_in'$in$ end;
  narrowed := format($query$
    from programme.task
   where task.state in (%s) and task.state in ('handed_down', 'received', 'working', 'returned', 'handed_in')
     and ($1::uuid is null or task.plan_id = $1) and (%L <> 'late' or task.due_on < $2)
     and ($3::date is null or (task.due_on, task.id) > ($3, $4))$query$, states, wanted);
  -- Few units: their tasks are read and sorted. Many: the tasks are walked by their day, and nearly each of them counts.
  if (select count(*) from (select from org.beneath where ancestor_id = root limit 5001) as below) <= 5000 then
    units := programme.units_of(root);
    return query execute 'select task.id' || narrowed || ' and task.unit_id = any ($6) order by task.due_on, task.id limit $5'
      using plan_wanted, day, after_due, after_id, most, units;
  else
    return query execute 'select task.id' || narrowed
      || ' and access.reaches($6, task.unit_id) order by task.due_on, task.id limit $5'
      using plan_wanted, day, after_due, after_id, most, array[root];
  end if;
end
$$;
comment on function programme.board_tasks is
  'The open tasks of a unit and of all beneath it, those due first before the others, from after one of them on.';

create function programme.board_plans(root uuid, ids uuid[]) returns table (id uuid, title text)
  language plpgsql stable security definer set search_path = programme, pg_catalog as $$
begin
  perform programme.refuse_board(root);
  return query select plan.id, plan.title from programme.plan where plan.id = any (ids) and plan.state <> 'draft';
end
$$;
comment on function programme.board_plans is 'The titles of the plans of which a board tells.';

create function programme.board_words(ids uuid[])
  returns table (id uuid, title text, plan_id uuid, plan_title text, document_id uuid, symbol text, unit_id uuid, unit_name text,
                 unit_ended_on date, giver_id uuid, giver_name text, state text, due_on date, handed_on date, handed_in_on date,
                 told_step text, told_on date, children bigint, children_open bigint)
  language sql stable security definer set search_path = programme, org, pg_catalog as $$
  select task.id, coalesce(task.own_title, task.title), plan.id, plan.title, document.id, document.symbol, unit.id, unit.name,
         unit.valid_to, giver.id, giver.name, task.state, task.due_on, task.handed_on, task.handed_in_on, told.step, told.day,
         child.count, child.open
    from programme.task
    join programme.plan on plan.id = task.plan_id
    left join programme.document on document.id = coalesce(plan.document_id, plan.carries_out_id)
    join org.unit on unit.id = task.unit_id
    join org.unit as giver on giver.id = task.giver_id
    left join lateral (select step, day from programme.task_reminder where task_reminder.task_id = task.id order by day desc, step desc limit 1) as told on true
    cross join lateral (select count(*) as count, count(*) filter (where child.state in ('handed_down', 'received', 'working', 'returned', 'handed_in')) as open
                          from programme.task as child where child.parent_id = task.id) as child
   where task.id = any (ids)
   order by task.due_on, task.id
$$;
comment on function programme.board_words is 'What a board says of some tasks. Called by nobody but the functions above it.';

create function programme.board(root uuid, day date, wanted text, plan_wanted uuid, after_due date, after_id uuid, most integer)
  returns table (id uuid, title text, plan_id uuid, plan_title text, document_id uuid, symbol text, unit_id uuid, unit_name text,
                 unit_ended_on date, giver_id uuid, giver_name text, state text, due_on date, handed_on date, handed_in_on date,
                 told_step text, told_on date, children bigint, children_open bigint)
  language sql stable security definer set search_path = programme, pg_catalog as $$
  select said.id, said.title, said.plan_id, said.plan_title, said.document_id, said.symbol, said.unit_id, said.unit_name,
         said.unit_ended_on, said.giver_id, said.giver_name, said.state, said.due_on, said.handed_on, said.handed_in_on,
         said.told_step, said.told_on, said.children, said.children_open
    from programme.board_words(array(select programme.board_tasks(root, day, wanted, plan_wanted, after_due, after_id, least(most, 201)))) as said
$$;
comment on function programme.board is 'A page of a board, in words.';

revoke all on function programme.refuse_board, programme.units_of, programme.board_counts, programme.board_plans, programme.board_tasks, programme.board_words, programme.board from public;
grant execute on function programme.board_counts, programme.board_plans, programme.board to lantoa_app;
