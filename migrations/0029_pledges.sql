-- 0029_pledges.sql – what people and collectives register to do (đăng ký làm theo), freely: theirs to read, counts for all others.
create schema pledges;
grant usage on schema pledges to lantoa_app;

-- ── Of a collective ──────────────────────────────────────────────────────────────────────────────────────────────────

create table pledges.collective (
  id              uuid primary key default uuidv7(),
  unit_id         uuid not null references org.unit,
  year            integer not null,
  theme_id        uuid constraint pledge_theme_of_collective_is_unknown references programme.theme,
  words           text not null,
  initiative_id   uuid constraint pledge_initiative_is_unknown references initiatives.initiative,
  indicator       text constraint pledge_indicator_is_unknown references figures.indicator,
  amount          numeric(18, 3),
  made_on         date not null,
  made_by         uuid references access.person,
  made_at         timestamptz not null default now(),
  withdrawn_at    timestamptz,
  withdrawn_by    uuid references access.person,
  outcome         text,
  outcome_words   text not null default '',
  outcome_on      date,
  outcome_by      uuid references access.person,
  confirmed_at    timestamptz,
  confirmed_by    uuid references access.person,
  confirmed_words text not null default '',
  constraint pledge_year_is_out_of_range      check (year between 2006 and 2100),
  constraint pledge_words_are_too_long        check (char_length(words) between 3 and 2000),
  constraint pledge_amount_is_out_of_range    check (amount > 0 and amount <= 100000000000000),
  constraint pledge_amount_counts_nothing     check ((amount is null) = (indicator is null)),
  constraint pledge_outcome_is_unknown        check (outcome in ('done', 'partly', 'not_done', 'carried_on')),
  constraint pledge_outcome_has_no_day        check ((outcome is null) = (outcome_on is null)),
  constraint pledge_outcome_words_are_too_long check (char_length(outcome_words) <= 2000),
  constraint pledge_is_confirmed_without_outcome check (confirmed_at is null or outcome = 'done'),
  constraint pledge_confirmation_is_too_long  check (char_length(confirmed_words) <= 1000),
  constraint pledge_confirmation_has_no_words check (confirmed_at is null or char_length(confirmed_words) >= 3)
);
comment on table pledges.collective is
  'What a collective registers to do in a year, what came of it, and that the level above confirmed it. Withdrawn, it stays in the books and counts no more.';
create index collective_unit on pledges.collective (unit_id, year);
create index collective_theme on pledges.collective (theme_id);
create index collective_initiative on pledges.collective (initiative_id);
create index collective_indicator on pledges.collective (indicator);
create index collective_made_by on pledges.collective (made_by);
create index collective_withdrawn_by on pledges.collective (withdrawn_by);
create index collective_outcome_by on pledges.collective (outcome_by);
create index collective_confirmed_by on pledges.collective (confirmed_by);

create function pledges.stands_above(unit uuid) returns boolean
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select exists (
    select from access.roots_for('pledge.confirm') as held (id)
     where held.id <> unit and unit in (select access.covered_by(array[held.id])))
$$;
comment on function pledges.stands_above is
  'Whether the person of this transaction holds a role above a unit that may confirm what it did: never a role on the unit itself.';
revoke all on function pledges.stands_above from public;
grant execute on function pledges.stands_above to lantoa_app;

-- ── On paper: only how many ──────────────────────────────────────────────────────────────────────────────────────────

create table pledges.paper (
  id            uuid primary key default uuidv7(),
  unit_id       uuid not null references org.unit,
  year          integer not null,
  theme_id      uuid constraint pledge_theme_of_paper_is_unknown references programme.theme,
  kind          text not null,
  count         integer not null,
  day           date not null,
  note          text not null default '',
  counted_unit_id uuid references org.unit,
  entered_by    uuid references access.person,
  entered_at    timestamptz not null default now(),
  withdrawn_at  timestamptz,
  withdrawn_by  uuid references access.person,
  constraint pledge_paper_kind_is_unknown      check (kind in ('individual', 'commitment', 'heads_plan')),
  constraint pledge_paper_year_is_out_of_range check (year between 2006 and 2100),
  constraint pledge_paper_count_is_out_of_range check (count between 1 and 100000),
  constraint pledge_paper_note_is_too_long     check (char_length(note) <= 500),
  constraint pledge_paper_counts_nowhere       check ((kind = 'individual') = (counted_unit_id is not null))
);
comment on table pledges.paper is
  'How many pledges lie on paper in a unit, by kind. Never whose: people without an account are not recorded by name.';
create index paper_unit on pledges.paper (unit_id, year);
create index paper_counted_unit on pledges.paper (counted_unit_id, year);
create index paper_theme on pledges.paper (theme_id);
create index paper_entered_by on pledges.paper (entered_by);
create index paper_withdrawn_by on pledges.paper (withdrawn_by);

-- ── Of a person ──────────────────────────────────────────────────────────────────────────────────────────────────────

create table pledges.personal (
  id              uuid primary key default uuidv7(),
  person_id       uuid not null references access.person,
  cell_id         uuid not null references org.unit,
  counted_unit_id uuid not null references org.unit,
  year            integer not null,
  theme_id        uuid constraint pledge_theme_is_unknown references programme.theme,
  sealed          text not null,
  outcome         text,
  sealed_outcome  text,
  revision        integer not null default 1,
  constraint pledge_of_a_person_is_out_of_range check (year between 2006 and 2100),
  constraint pledge_of_a_person_is_too_long     check (char_length(sealed) <= 20000 and char_length(sealed_outcome) <= 20000),
  constraint pledge_of_a_person_ended_unknown   check (outcome in ('done', 'partly', 'not_done', 'carried_on')),
  constraint pledge_is_made_already             unique nulls not distinct (person_id, year, theme_id)
);
comment on table pledges.personal is
  'What a person registers to do: sealed, theirs and their own cell''s to read, nobody''s above. No day and no hour is kept. Withdrawn, it is gone. counted_unit_id is the area in which it is counted.';
create index personal_counted_unit on pledges.personal (counted_unit_id, year);
create index personal_cell on pledges.personal (cell_id, year);
create index personal_theme on pledges.personal (theme_id);

create function pledges.own_cells() returns uuid[]
  language sql stable security definer set search_path = access, pg_catalog as $$
  select array(
    select held.unit_id from access.role_held as held
      join access.person on person.id = held.person_id and person.disabled_at is null
     where held.person_id = access.actor()
       and held.role not in ('leader', 'administrator', 'inspector')
       and held.given_by is distinct from held.person_id
       and held.valid_from <= current_date and (held.valid_to is null or held.valid_to > current_date))
$$;
comment on function pledges.own_cells is
  'The units to which the person of this transaction belongs themselves: exactly those, nothing beneath. Who leads, administers or inspects does not belong by that, nor whoever gave themselves the role.';

create function pledges.is_cell(unit uuid) returns boolean
  language sql stable security definer set search_path = org, pg_catalog as $$
  select exists (select from org.unit join org.kind on kind.code = unit.kind where unit.id = is_cell.unit and not kind.is_area)
$$;
comment on function pledges.is_cell is 'Whether a unit is an organisation: a commune is nobody''s cell.';

create function pledges.readers(cell uuid) returns table (name text)
  language sql stable security definer set search_path = access, pledges, pg_catalog as $$
  select distinct person.name from access.role_held as held
    join access.person on person.id = held.person_id and person.disabled_at is null
   where held.unit_id = cell and held.person_id <> access.actor()
     and held.role not in ('leader', 'administrator', 'inspector')
     and held.given_by is distinct from held.person_id
     and held.valid_from <= current_date and (held.valid_to is null or held.valid_to > current_date)
     and exists (select from pledges.personal where personal.person_id = access.actor() and personal.cell_id = cell)
   order by 1 limit 100
$$;
comment on function pledges.readers is 'For the author alone: who else can read a pledge in the cell that they named.';

-- ── Counted: never fewer than five together ──────────────────────────────────────────────────────────────────────────

create table pledges.tally (
  id          uuid primary key default uuidv7(),
  unit_id     uuid not null references org.unit,
  year        integer not null,
  theme_id    uuid references programme.theme,
  pledged     integer not null default 0,
  done        integer not null default 0,
  pledged_on  date,
  done_on     date,
  counted_in  xid8,
  constraint tally_is_kept_twice unique nulls not distinct (unit_id, year, theme_id)
);
comment on table pledges.tally is
  'How many personal pledges there are in an area, for a year and theme. Read by nobody: figures are posted from it where there are five or more. The days are those on which five were reached first.';
create index tally_theme on pledges.tally (theme_id);

create function pledges.area_of(cell uuid, on_day date) returns uuid
  language sql stable security definer set search_path = org, pg_catalog as $$
  select ancestor.id
    from org.beneath join org.unit as ancestor on ancestor.id = beneath.ancestor_id
    join org.kind on kind.code = ancestor.kind and kind.is_area and kind.level <> 'base'
   where beneath.unit_id = cell and beneath.tree = 'area' and beneath.valid @> on_day
   order by beneath.distance limit 1
$$;
comment on function pledges.area_of is 'The commune, or what stands above, in which a cell counts: cells are too small to be counted one by one.';

create function pledges.recount(area uuid, for_year integer, for_theme uuid, on_day date)
  returns table (id uuid, pledged integer, done integer, pledged_on date, done_on date)
  language plpgsql security definer set search_path = pledges, org, pg_catalog as $$
#variable_conflict use_column
declare
  at_least constant integer := 5;
  -- What an area that has ended still did is of its last day at the latest.
  day date := (select least(on_day, unit.valid_to - 1) from org.unit where unit.id = area);
begin
  -- One counts after the other, so that nobody's pledge is lost between two counts.
  insert into pledges.tally as kept (unit_id, year, theme_id) values (area, for_year, for_theme)
      on conflict on constraint tally_is_kept_twice do update set counted_in = pg_current_xact_id();
  return query
  with own as (
    select count(*)::integer as pledged, (count(*) filter (where outcome = 'done'))::integer as done
      from pledges.personal where counted_unit_id = area and year = for_year and theme_id is not distinct from for_theme
  ), on_paper as (
    select coalesce(sum(count), 0)::integer as pledged
      from pledges.paper where counted_unit_id = area and year = for_year and theme_id is not distinct from for_theme and withdrawn_at is null
  ), counted as (
    select own.pledged + on_paper.pledged as pledged, own.done from own, on_paper
  )
  update pledges.tally as kept
     set pledged = counted.pledged, done = counted.done, counted_in = pg_current_xact_id(),
         pledged_on = case when counted.pledged >= at_least then coalesce(kept.pledged_on, day) end,
         done_on = case when counted.done >= at_least then coalesce(kept.done_on, day) end
    from counted
   where kept.unit_id = area and kept.year = for_year and kept.theme_id is not distinct from for_theme
  returning kept.id, case when kept.pledged >= at_least then kept.pledged end, case when kept.done >= at_least then kept.done end,
            kept.pledged_on, kept.done_on;
end
$$;
comment on function pledges.recount is
  'Counts the personal pledges of an area anew and gives what may be told: nothing below five.';

create function pledges.may_post(source uuid, at_unit uuid, posted numeric, is_reversal boolean) returns boolean
  language sql stable security definer set search_path = pledges, pg_catalog as $$
  select exists (
    select from pledges.tally where tally.id = source and tally.unit_id = at_unit and tally.counted_in = pg_current_xact_id()
       and (is_reversal or posted in (tally.pledged, tally.done)))
$$;
comment on function pledges.may_post is
  'Whether a fact is what was counted in this very transaction: whoever pledges may not post at their commune otherwise.';
revoke all on function pledges.own_cells, pledges.is_cell, pledges.readers, pledges.area_of, pledges.recount, pledges.may_post from public;
grant execute on function pledges.own_cells, pledges.is_cell, pledges.readers, pledges.area_of, pledges.recount, pledges.may_post to lantoa_app;

-- ── Who sees and does what ───────────────────────────────────────────────────────────────────────────────────────────

alter table pledges.collective enable row level security;
alter table pledges.paper enable row level security;
alter table pledges.personal enable row level security;
alter table pledges.tally enable row level security;
grant select, insert,
  update (withdrawn_at, withdrawn_by, outcome, outcome_words, outcome_on, outcome_by, confirmed_at, confirmed_by, confirmed_words)
  on pledges.collective to lantoa_app;
grant select, insert, update (withdrawn_at, withdrawn_by) on pledges.paper to lantoa_app;
grant select, insert, delete, update (sealed, outcome, sealed_outcome, revision) on pledges.personal to lantoa_app;

create policy collective_is_read on pledges.collective for select to lantoa_app
  using (unit_id = any ((select access.units_for('pledge.read'))::uuid[]));
create policy collective_is_pledged on pledges.collective for insert to lantoa_app
  with check (made_by = access.actor() and unit_id = any ((select access.units_for('pledge.enter'))::uuid[]));
-- What has been confirmed stays as it was confirmed, until the level above takes that back.
create policy collective_is_told on pledges.collective for update to lantoa_app
  using (confirmed_at is null and unit_id = any ((select access.units_for('pledge.enter'))::uuid[]))
  with check (confirmed_at is null);
create policy collective_is_confirmed on pledges.collective for update to lantoa_app
  using (outcome = 'done' and withdrawn_at is null and pledges.stands_above(unit_id))
  -- Checks of all policies are held against a row by “or”: this one must not let the collective confirm itself.
  with check (pledges.stands_above(unit_id) and (confirmed_by is null or confirmed_by = access.actor()));

-- How many pledged on paper in a small unit is its own; a sum of five and more is told.
create policy paper_is_read on pledges.paper for select to lantoa_app
  using (unit_id = any ((select access.units_for('pledge.read'))::uuid[])
    and (kind <> 'individual' or count >= 5 or entered_by = access.actor() or unit_id = any ((select pledges.own_cells())::uuid[])));
create policy paper_is_entered on pledges.paper for insert to lantoa_app
  with check (entered_by = access.actor() and unit_id = any ((select access.units_for('pledge.enter'))::uuid[])
    and (counted_unit_id is null or counted_unit_id = pledges.area_of(unit_id, org.today())));
create policy paper_is_withdrawn on pledges.paper for update to lantoa_app
  using (unit_id = any ((select access.units_for('pledge.enter'))::uuid[]));

create policy personal_is_read on pledges.personal for select to lantoa_app
  using (person_id = access.actor() or cell_id = any ((select pledges.own_cells())::uuid[]));
create policy personal_is_pledged on pledges.personal for insert to lantoa_app
  with check (person_id = access.actor() and pledges.is_cell(cell_id) and counted_unit_id = pledges.area_of(cell_id, org.today()));
create policy personal_is_told on pledges.personal for update to lantoa_app using (person_id = access.actor());
create policy personal_is_withdrawn on pledges.personal for delete to lantoa_app using (person_id = access.actor());

-- Personal pledges are posted as counted; what collectives do is posted by those who enter or confirm it.
create policy fact_is_posted_for_pledges on figures.fact for insert to lantoa_app
  with check (source_kind = 'pledge' and (
    unit_id = any ((select access.units_for('pledge.enter'))::uuid[])
    or pledges.may_post(source_id, unit_id, amount, reverses is not null)
    or (exists (select from pledges.collective where collective.id = fact.source_id and collective.unit_id = fact.unit_id)
        and pledges.stands_above(unit_id))));

-- Evidence of what was pledged is for those who may read the pledge, and never public.
alter table evidence.attachment add constraint pledge_evidence_is_public check (source_kind <> 'pledge' or not is_public);
create policy attachment_of_a_pledge_is_added on evidence.attachment for insert to lantoa_app
  with check (source_kind = 'pledge' and (
    exists (select from pledges.personal where personal.id = attachment.source_id and personal.person_id = access.actor() and personal.cell_id = attachment.unit_id)
    or (unit_id = any ((select access.units_for('pledge.enter'))::uuid[]) and (
         exists (select from pledges.collective where collective.id = attachment.source_id and collective.unit_id = attachment.unit_id)
      or exists (select from pledges.paper where paper.id = attachment.source_id and paper.unit_id = attachment.unit_id)))));
create policy attachment_of_own_pledge_is_read on evidence.attachment for select to lantoa_app
  using (source_kind = 'pledge' and exists (
    select from pledges.personal where personal.id = attachment.source_id and personal.person_id = access.actor()));
create policy attachment_of_own_pledge_is_removed on evidence.attachment for update to lantoa_app
  using (source_kind = 'pledge' and exists (
    select from pledges.personal where personal.id = attachment.source_id and personal.person_id = access.actor()));
-- Who records in a unit attaches to what they record, not to what others pledged.
create policy attachment_is_of_own_pledge on evidence.attachment as restrictive for insert to lantoa_app
  with check (source_kind <> 'pledge'
      or exists (select from pledges.personal where personal.id = attachment.source_id and personal.person_id = access.actor())
      or exists (select from pledges.collective where collective.id = attachment.source_id and collective.unit_id = attachment.unit_id)
      or exists (select from pledges.paper where paper.id = attachment.source_id and paper.unit_id = attachment.unit_id));
create policy attachment_of_a_pledge_stays_with_it on evidence.attachment as restrictive for select to lantoa_app
  using (source_kind <> 'pledge'
      or exists (select from pledges.personal where personal.id = attachment.source_id)
      or exists (select from pledges.collective where collective.id = attachment.source_id)
      or exists (select from pledges.paper where paper.id = attachment.source_id));
create policy file_of_a_pledge_is_added on evidence.file for insert to lantoa_app
  with check ((select cardinality(access.units_for('pledge.make'))) > 0);
